// Lists and calls everything that a server serves, with one of the official libraries: node interop.mjs sdk|client. It
// reads a target on standard input and writes a report; package internal/test/interop says what is in them.
import { readFileSync } from 'node:fs';

const which = process.argv[2];
const lib = which === 'client' ? {
  ...await import('@modelcontextprotocol/client'),
  ...await import('@modelcontextprotocol/client/stdio'),
} : {
  ...await import('@modelcontextprotocol/sdk/client/index.js'),
  ...await import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
  ...await import('@modelcontextprotocol/sdk/client/stdio.js'),
  ...await import('@modelcontextprotocol/sdk/types.js'),
};
const { url, token, command, era, table } = JSON.parse(readFileSync(0, 'utf8'));
const modern = era === '2026-07-28';

const report = {
  protocol: '', listed: [], outcomes: {}, changed: [], updated: [],
  observes: ['changed', 'completion', 'log', 'progress', 'updated'], can: ['elicitation', 'roots', 'sampling'],
};
const note = (list, value) => { if (!list.includes(value)) list.push(value); };
let running = {};

const client = new lib.Client({ name: 'interop', version: '1.0.0' }, {
  capabilities: { elicitation: {}, sampling: {}, roots: {} },
  ...(modern ? { versionNegotiation: { mode: { pin: era } } } : {}),
});

// The two libraries name handlers differently: by schema, and by method.
const on = (kind, schema, method, handler) =>
  (which === 'sdk' ? client[kind](lib[schema], handler) : client[kind](method, handler));
on('setRequestHandler', 'ElicitRequestSchema', 'elicitation/create', async ({ params }) => {
  const fields = Object.keys(params.requestedSchema.properties).filter((name) => name in table.answers.elicitation);
  return { action: 'accept', content: Object.fromEntries(fields.map((name) => [name, table.answers.elicitation[name]])) };
});
on('setRequestHandler', 'CreateMessageRequestSchema', 'sampling/createMessage', async () => ({
  role: 'assistant', model: 'interop', stopReason: 'endTurn', content: { type: 'text', text: table.answers.sampling },
}));
on('setRequestHandler', 'ListRootsRequestSchema', 'roots/list', async () => ({ roots: table.answers.roots ?? [] }));
on('setNotificationHandler', 'LoggingMessageNotificationSchema', 'notifications/message', ({ params }) => {
  (running.log ??= []).push(params.data);
});
on('setNotificationHandler', 'ToolListChangedNotificationSchema', 'notifications/tools/list_changed', () => note(report.changed, 'tools'));
on('setNotificationHandler', 'PromptListChangedNotificationSchema', 'notifications/prompts/list_changed', () => note(report.changed, 'prompts'));
on('setNotificationHandler', 'ResourceUpdatedNotificationSchema', 'notifications/resources/updated', ({ params }) => note(report.updated, params.uri));

const transport = url
  ? new lib.StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: token ? { Authorization: `Bearer ${token}` } : {} } })
  : new lib.StdioClientTransport({ command: command[0], args: command.slice(1), env: process.env });
await client.connect(transport);
// Both libraries drop the progress that arrives in one read with its call's answer: they handle notifications a microtask
// later than answers. So each message gets a turn of its own.
const deliver = transport.onmessage;
transport.onmessage = (...message) => setImmediate(deliver, ...message);
report.protocol = modern ? client.getNegotiatedProtocolVersion() : era;

const updated = table.updated ?? [];
let subscription;
if (modern) {
  subscription = await client.listen({ toolsListChanged: true, promptsListChanged: true, resourceSubscriptions: updated });
} else {
  await client.setLoggingLevel('debug');
  for (const uri of updated) await client.subscribeResource({ uri });
}

// all is every page of a list.
const all = async (list, member) => {
  const found = [];
  let cursor;
  do {
    const page = await list(cursor ? { cursor } : {});
    found.push(...page[member]);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
};
const list = async () => [
  ...(await all((p) => client.listTools(p), 'tools')).map((tool) => `tool ${tool.name}`),
  ...(await all((p) => client.listPrompts(p), 'prompts')).flatMap((prompt) =>
    [`prompt ${prompt.name}`, ...(prompt.arguments ?? []).map((argument) => `completion ${prompt.name} ${argument.name}`)]),
  ...(await all((p) => client.listResources(p), 'resources')).map((resource) => `resource ${resource.uri}`),
  ...(await all((p) => client.listResourceTemplates(p), 'resourceTemplates')).flatMap(({ uriTemplate }) =>
    [`template ${uriTemplate}`, ...[...uriTemplate.matchAll(/\{(\w+)\}/g)].map(([, name]) => `completion ${uriTemplate} ${name}`)]),
];

const meta = modern ? { _meta: { 'io.modelcontextprotocol/logLevel': 'debug' } } : {};
const send = (key, use, outcome) => {
  const [kind, name, argument] = key.split(' ');
  switch (kind) {
    case 'tool': {
      const params = { name, ...meta, ...(use.arguments ? { arguments: use.arguments } : {}) };
      // The newer library reports its own rounds of input here as well.
      const own = (message) => message?.startsWith('Fulfilling input required by');
      const options = { onprogress: ({ progress, message }) => own(message) || (outcome.progress ??= []).push(progress) };
      return which === 'sdk' ? client.callTool(params, undefined, options) : client.callTool(params, options);
    }
    case 'prompt': return client.getPrompt({ name, ...(use.arguments ? { arguments: use.arguments } : {}) });
    case 'completion': return client.complete({
      ref: name.includes('://') ? { type: 'ref/resource', uri: name } : { type: 'ref/prompt', name },
      argument: { name: argument, value: use.value ?? '' },
    });
    default: return client.readResource({ uri: kind === 'template' ? use.uri : name });
  }
};

const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });
const use = async (key) => {
  const wanted = table.uses[key] ?? {};
  const outcome = running = {};
  report.outcomes[key] = outcome;
  try {
    outcome.result = await send(key, wanted, outcome);
    for (let i = 0; i < 40 && (outcome.log ?? []).length < (wanted.log ?? []).length; i++) await sleep(50);
  } catch (err) {
    outcome.error = { code: Number.isInteger(err.code) ? err.code : 0, message: err.message };
  }
};

for (let before = -1; before < Object.keys(report.outcomes).length;) {
  before = Object.keys(report.outcomes).length;
  for (const key of await list()) {
    if (!(key in report.outcomes)) {
      report.listed.push(key);
      await use(key);
    }
  }
}
for (const key of Object.keys(table.uses)) {
  if (!(key in report.outcomes) && !/^(template|completion) /.test(key)) await use(key);
}
for (let i = 0; i < 100 && (report.changed.length < (table.changed ?? []).length || report.updated.length < updated.length); i++) await sleep(20);

await subscription?.close();
await client.close();
process.stdout.write(JSON.stringify(report));
