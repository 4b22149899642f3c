import { Socket } from 'node:net';

/** A socket from which all leaves at once that is written within one turn of the event loop. */
export function createBatchingSocket(): Socket {
  const socket = new Socket();
  // Not earlier: `connect` puts the original method back.
  socket.once('connect', () => {
    holdWrites(socket);
  });
  return socket;
}

function holdWrites(socket: Socket): void {
  const write = socket.write.bind(socket);
  const state = { isHeld: false };
  function hold(): void {
    if (state.isHeld) return;
    state.isHeld = true;
    socket.cork();
    process.nextTick(() => {
      state.isHeld = false;
      socket.uncork();
    });
  }
  // `as`: the overloads differ only in what may be left out, and all of it is passed on.
  socket.write = ((...args: Parameters<typeof write>) => {
    hold();
    return write(...args);
  }) as typeof socket.write;
}
