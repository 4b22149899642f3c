/** Where the document of the API lies, as it is served. */
export const OPENAPI = new URL('../../docs/openapi.json', import.meta.url);
