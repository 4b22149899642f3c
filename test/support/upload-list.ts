import type { LightMyRequestResponse } from 'fastify';
import type { TestApi } from './api.ts';

/** Sends a list of projects as the page does. */
export async function uploadList(
  { app }: Pick<TestApi, 'app'>,
  bytes: Uint8Array,
  fields: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ actor: 'admin-1', ...fields }))
    form.append(name, value);
  form.append('file', new Blob([new Uint8Array(bytes)]), '清单.xlsx');
  const request = new Request('http://localhost/', { method: 'POST', body: form });
  return app.inject({
    method: 'POST',
    url: '/imports',
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}
