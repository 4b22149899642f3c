/** The receiver of what only shows that time has passed. */
export const SENTINEL = 'sentinel';

// Short, as each look at the states waits for some of them; long enough that what is posted together is told together at first.
const GROUP_WAIT = '500ms';
const GROUP_INTERVAL = '100ms';

/**
 * A park as an operator of Alertmanager would set it up: manager and team are told of yellow and
 * red, the patron of red, each in one message; a red stage inhibits its yellow items, and a late
 * milestone its own forecast. JSON, which is YAML too.
 */
export const alertmanagerConfig = (hook: string) => ({
  global: { resolve_timeout: '1h' },
  route: {
    ...{ receiver: 'nobody', group_wait: GROUP_WAIT, group_interval: GROUP_INTERVAL },
    repeat_interval: '24h',
    routes: [
      { matchers: ['sentinel!=""'], receiver: SENTINEL, group_by: ['alertname'] },
      // The usual way to insist: the same people again, until it is over.
      { ...toldTo('manager', ['repeated="yes"']), repeat_interval: '300ms', continue: false },
      toldTo('manager', ['severity=~"yellow|red"']),
      toldTo('team', ['severity=~"yellow|red"']),
      toldTo('patron', ['severity="red"']),
    ],
  },
  inhibit_rules: [
    {
      source_matchers: ['kind="umbrella"', 'severity="red"'],
      target_matchers: ['kind="limit"', 'severity="yellow"'],
      equal: ['project', 'stage'],
    },
    {
      source_matchers: ['kind="due"', 'severity="red"'],
      target_matchers: ['kind="forecast"'],
      equal: ['project', 'object'],
    },
    {
      source_matchers: ['kind="due"', 'severity="yellow"'],
      target_matchers: ['kind="forecast"', 'severity="yellow"'],
      equal: ['project', 'object'],
    },
  ],
  receivers: [
    { name: 'nobody' },
    ...[SENTINEL, 'manager', 'team', 'patron'].map((name) => ({
      name,
      webhook_configs: [{ url: `${hook}/${name}`, send_resolved: true }],
    })),
  ],
});

const toldTo = (post: string, matchers: string[]) => ({
  ...{ matchers, receiver: post, group_by: [post], continue: true },
});
