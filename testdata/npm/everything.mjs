// Lists and calls everything that a server serves, with one of the official clients: node everything.mjs sdk|client URL TOKEN
const [which, url, token] = process.argv.slice(2);
const module = which === 'sdk' ? '@modelcontextprotocol/sdk/client/index.js' : '@modelcontextprotocol/client';
const { Client } = await import(module);
const { StreamableHTTPClientTransport } = which === 'sdk'
  ? await import('@modelcontextprotocol/sdk/client/streamableHttp.js') : await import(module);
const client = new Client({ name: 'interop', version: '1.0.0' }, { capabilities: {} });
const headers = token ? { Authorization: `Bearer ${token}` } : {};
await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));

const check = (ok, what) => { if (!ok) { console.error(`wrong: ${what}`); process.exitCode = 1; } };
const { tools } = await client.listTools();
check(!tools.some((tool) => tool.name === 'purge'), 'a hidden tool is listed');
for (const [name, args] of [['test_simple_text', {}], ['test_image_content', {}], ['test_multiple_content_types', {}],
  ['test_tool_with_progress', {}], ['test_x_mcp_header', { region: 'us' }]]) {
  const result = await client.callTool({ name, arguments: args });
  check(!result.isError && result.content.length > 0, `${name}: ${JSON.stringify(result)}`);
}
const { prompts } = await client.listPrompts();
const prompt = await client.getPrompt({ name: 'test_prompt_with_arguments', arguments: { arg1: 'one', arg2: 'two' } });
check(prompt.messages[0].content.text.includes("arg2='two'"), JSON.stringify(prompt));
const { resources } = await client.listResources();
const { resourceTemplates } = await client.listResourceTemplates();
const read = await client.readResource({ uri: 'test://template/7/data' });
check(JSON.parse(read.contents[0].text).id === '7', JSON.stringify(read));
const completed = await client.complete({
  ref: { type: 'ref/prompt', name: 'test_prompt_with_arguments' }, argument: { name: 'arg1', value: 'par' } });
check(completed.completion.values.length === 3, JSON.stringify(completed));
console.log(`${tools.length} tools, ${prompts.length} prompts, ${resources.length} resources, ${resourceTemplates.length} templates`);
await client.close();
