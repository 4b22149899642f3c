import { StackError } from '../../infra/stack-error.ts';

/** The StackError that this work ends with. */
export async function stackFailure(work: Promise<unknown>): Promise<StackError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof StackError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
