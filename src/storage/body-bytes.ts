/** How long a body is as script reads it, and is not read again; `undefined` where that is hidden. */
export async function bodyBytes(response: Response): Promise<number | undefined> {
  if (response.type === 'opaque') return undefined;
  const {headers} = response;
  const isTold = headers.has('content-length') && !headers.has('content-encoding');
  return isTold ? Number(headers.get('content-length')) : (await response.blob()).size;
}
