import tseslint from 'typescript-eslint';

/** Which rooms a room may import values from (docs/architecture.md); types may flow from anywhere. */
export const MAY_IMPORT = {
  domain: [],
  schemas: ['domain'],
  workflows: [],
  readmodel: ['domain', 'schemas'],
  settlement: ['domain', 'schemas', 'readmodel'],
  activities: ['schemas', 'readmodel', 'settlement', 'workflows/messages.ts'],
  identity: ['domain', 'schemas', 'readmodel'],
  gateway: ['schemas', 'readmodel', 'settlement', 'workflows/messages.ts'],
  api: ['domain', 'schemas', 'readmodel', 'settlement'],
  cli: ['schemas', 'domain', 'infra'],
  infra: ['schemas'],
  web: [],
};

const ROOMS = [...Object.keys(MAY_IMPORT), 'workers', 'bench', 'test'];

// What a room may take from packages: the core and the workflows are the two that must stay pure.
const PACKAGES = {
  domain: { regex: '^[^.]', message: 'The core imports nothing but itself.' },
  workflows: {
    regex: '^(?!\\.|@temporalio/(workflow|common)$)',
    message: 'Workflow code imports only @temporalio/workflow and @temporalio/common.',
  },
};

function importRule(room, allowed) {
  const inRoom = allowed.filter((a) => !a.includes('/'));
  const single = allowed.filter((a) => a.includes('/')).map((a) => a.replaceAll('.', '\\.'));
  const others = ROOMS.filter((other) => other !== room && !inRoom.includes(other));
  const exception = single.length > 0 ? `(?!(?:\\.\\./)+(?:${single.join('|')})$)` : '';
  const patterns = [
    {
      regex: `^${exception}(?:\\.\\./)+(?:${others.join('|')})(?:/|$)`,
      message: `${room}/ may import values only from: ${allowed.join(', ') || 'itself'}.`,
      allowTypeImports: true,
    },
  ];
  if (PACKAGES[room]) patterns.push({ ...PACKAGES[room], allowTypeImports: true });
  return {
    files: [`${room}/**/*.{ts,tsx}`],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

export default tseslint.config(
  { ignores: ['dist', 'coverage', '.kaigong', 'node_modules'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 10],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read in workers/config.ts.' },
      ],
    },
  },
  ...Object.entries(MAY_IMPORT).map(([room, allowed]) => importRule(room, allowed)),
  {
    files: ['domain/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'Intl', 'Temporal', 'process', 'setTimeout', 'fetch'],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time is an argument.',
        },
        {
          selector: "MemberExpression[object.name='Date'][property.name='now']",
          message: 'Time is an argument.',
        },
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: 'Chance is an argument.',
        },
      ],
    },
  },
  {
    files: ['workflows/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', 'Intl', 'Temporal', 'process'] },
  },
  { files: ['cli/**/*.ts', 'workers/**/*.ts', 'bench/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['workers/config.ts', 'test/support/property.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', 'max-lines': ['error', 400] },
  },
);
