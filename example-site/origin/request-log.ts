import type {Request, RequestHandler, Response} from 'express';

export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Of the whole response, headers included, as counted on the socket. */
  readonly bytesSent: number;
  /** The body that a 304 spared. */
  readonly bytesSaved: number;
  readonly durationMs: number;
}

/** Notes the size of the body that a response has, or would have were it not a 304. */
export function noteBodyBytes(response: Response, bodyBytes: number): void {
  response.locals['bodyBytes'] = bodyBytes;
}

function notedBodyBytes(response: Response): number {
  return Number(response.locals['bodyBytes'] ?? 0);
}

/** Reports every request once its response is on the wire. */
export function logRequests(report: (record: RequestRecord) => void): RequestHandler {
  return (request: Request, response: Response, next) => {
    const startMs = performance.now();
    const {socket} = request;
    const bytesBefore = socket.bytesWritten;
    response.once('close', () => {
      report({
        method: request.method,
        path: request.originalUrl,
        status: response.statusCode,
        bytesSent: socket.bytesWritten - bytesBefore,
        bytesSaved: response.statusCode === 304 ? notedBodyBytes(response) : 0,
        durationMs: performance.now() - startMs,
      });
    });
    next();
  };
}
