import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './client.ts';

const TRIES = 3;

/** What has been read. The stream says what is out of date; only what it tells nothing of is read again on a timer. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < TRIES && mayPass(error),
    },
  },
});

// What the API refuses it refuses again; a network or a database that is away comes back.
const mayPass = (error: Error): boolean => !(error instanceof ProblemError) || error.status >= 500;
