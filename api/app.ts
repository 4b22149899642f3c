import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { meRoutes } from './auth/me.ts';
import { protect } from './auth/protect.ts';
import type { ApiDeps } from './deps.ts';
import { ApiError, sendProblem } from './errors.ts';
import { checkHostAndOrigin } from './guard.ts';
import { measureRequests } from './metrics.ts';
import { enforceRights } from './rights.ts';
import { accountRoutes } from './routes/accounts.ts';
import { actRoutes } from './routes/act.ts';
import { alertRoutes } from './routes/alerts.ts';
import { approvalCommandRoutes } from './routes/approval-commands.ts';
import { approvalDaysRoutes } from './routes/approval-days.ts';
import { approvalRoutes } from './routes/approval.ts';
import { approvalListRoutes } from './routes/approvals.ts';
import { assessmentRoutes } from './routes/assessment.ts';
import { auditRoutes } from './routes/audit.ts';
import { changeRoutes } from './routes/changes.ts';
import { clockRoutes } from './routes/clock.ts';
import { commandRoutes } from './routes/commands.ts';
import { deadLetterRoutes } from './routes/dead-letters.ts';
import { eventRoutes } from './routes/events.ts';
import { exportRoutes } from './routes/exports.ts';
import { factRoutes } from './routes/fact.ts';
import { findingRoutes } from './routes/findings.ts';
import { healthRoutes } from './routes/health.ts';
import { importRoutes } from './routes/imports.ts';
import { labelRoutes } from './routes/labels.ts';
import { ledgerRoutes } from './routes/ledgers.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { outboxRoutes } from './routes/outbox.ts';
import { parkedRoutes } from './routes/parked.ts';
import { messageRoutes } from './routes/messages.ts';
import { needRoutes } from './routes/needs.ts';
import { peopleRoutes } from './routes/people.ts';
import { planRoutes } from './routes/plan.ts';
import { projectPageRoutes } from './routes/project-page.ts';
import { projectRoutes } from './routes/projects.ts';
import { pushKeyRoutes } from './routes/push-keys.ts';
import { recheckRoutes } from './routes/recheck.ts';
import { reminderRoutes } from './routes/reminders.ts';
import { sourceRoutes } from './routes/sources.ts';
import { streamRoutes } from './routes/stream.ts';
import { stuckRoutes } from './routes/stuck.ts';
import { timelineRoutes } from './routes/timeline.ts';
import { todayRoutes } from './routes/today.ts';
import { viewRoutes } from './routes/views.ts';
import { workItemRoutes } from './routes/work-items.ts';
import { refuseUnstorable } from './storable-requests.ts';
import { traceRequests } from './tracing.ts';
import { webFiles } from './web-files.ts';

// A registration with all its milestones is some 10 KB.
const BODY_LIMIT_BYTES = 256 * 1024;
// Project codes may hold Chinese characters, three times percent-encoded.
const MAX_PARAM_LENGTH = 600;

/** The API as an app that listens to nothing yet; closing it ends long polls, and leaves the pool open. */
export function createApp(deps: ApiDeps): FastifyInstance {
  const app = Fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    forceCloseConnections: 'idle',
    trustProxy: deps.signIn?.trustedProxies ?? false,
  });
  // Only JSON is read: a form of another site can send text/plain without asking, but not JSON.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', (request, _reply, done) => {
    checkHostAndOrigin(request, { linkBase: deps.linkBase, hasSignIn: deps.signIn !== undefined });
    done();
  });
  addHeaders(app);
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((request) => {
    throw new ApiError('ROUTE_NOT_FOUND', `There is no ${request.method} ${request.url}`);
  });
  refuseUnstorable(app);
  enforceRights(app, deps);
  measureRequests(app);
  traceRequests(app);
  protect(app, deps);
  // Once what watches over routes is there.
  app.after(() => {
    for (const routes of ROUTES) routes(app, deps);
  });
  return app;
}

function addHeaders(app: FastifyInstance): void {
  const state = { closing: false };
  app.addHook('preClose', (done) => {
    state.closing = true;
    done();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    void reply.header('x-content-type-options', 'nosniff');
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    // A kept-alive connection that is busy when closing begins would hold it up.
    if (state.closing) void reply.header('connection', 'close');
    done(null, payload);
  });
}

const ROUTES: readonly ((app: FastifyInstance, deps: ApiDeps) => void)[] = [
  projectRoutes,
  todayRoutes,
  needRoutes,
  reminderRoutes,
  labelRoutes,
  viewRoutes,
  streamRoutes,
  projectPageRoutes,
  factRoutes,
  planRoutes,
  timelineRoutes,
  alertRoutes,
  actRoutes,
  assessmentRoutes,
  commandRoutes,
  approvalListRoutes,
  approvalRoutes,
  approvalCommandRoutes,
  workItemRoutes,
  approvalDaysRoutes,
  changeRoutes,
  sourceRoutes,
  findingRoutes,
  stuckRoutes,
  eventRoutes,
  pushKeyRoutes,
  peopleRoutes,
  messageRoutes,
  ledgerRoutes,
  importRoutes,
  exportRoutes,
  deadLetterRoutes,
  parkedRoutes,
  outboxRoutes,
  recheckRoutes,
  auditRoutes,
  clockRoutes,
  healthRoutes,
  openApiRoutes,
  meRoutes,
  accountRoutes,
  webFiles,
];
