import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';
import { FLOOR_QUEUE } from './queue.ts';

// A process of its own, as the engine's worker is; its parent hears of each activity by a message.
const [, , address] = process.argv;
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const connection = await NativeConnection.connect(address === undefined ? {} : { address });
let noted = 0;
const worker = await Worker.create({
  connection,
  taskQueue: FLOOR_QUEUE,
  workflowsPath: fileURLToPath(new URL(`workflow.${ending}`, import.meta.url)),
  activities: {
    note: () => {
      noted += 1;
      process.send?.(noted);
    },
  },
  maxCachedWorkflows: 400,
  maxConcurrentWorkflowTaskExecutions: 40,
});
process.once('disconnect', () => {
  worker.shutdown();
});
process.send?.(noted);
await worker.run();
await connection.close();
