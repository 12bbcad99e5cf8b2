/** How long a body is as script reads it, and is not read again; `undefined` where that is hidden. */
export async function bodyBytes(response: Response): Promise<number | undefined> {
  if (response.type === 'opaque') return undefined;
  const {headers} = response;
  const told = headers.has('content-encoding') ? '' : (headers.get('content-length') ?? '');
  // An origin may have sent it twice.
  return /^\d+$/.test(told) ? Number(told) : (await response.blob()).size;
}
