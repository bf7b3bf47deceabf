import type { App } from './app.ts';

/**
 * One line for each request when it is answered. Its address is said as the route's pattern: what stands in the place of a parameter, in
 * the query or in the body is somebody's data.
 */
export function logRequests(app: App): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions, actor } = request;
    request.log.info(
      {
        requestId: request.id,
        method,
        route: routeOptions.url ?? 'unmatched',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
        person: actor?.id,
        address: request.ip,
      },
      'answered',
    );
    done();
  });
}
