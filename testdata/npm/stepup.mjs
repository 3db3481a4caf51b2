// A client that steps up: from 401 through discovery and authorization code with PKCE to a call, then a
// call that needs more, 403, authorization again, success. Arguments: the MCP endpoint and the library, "client" or
// "sdk". It prints what happened as one JSON object.
const [endpoint, library] = process.argv.slice(2);
const { Client, StreamableHTTPClientTransport, UnauthorizedError } = library === 'client'
  ? await import('@modelcontextprotocol/client')
  : {
    ...await import('@modelcontextprotocol/sdk/client/index.js'),
    ...await import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
    ...await import('@modelcontextprotocol/sdk/client/auth.js'),
  };

const redirect = 'http://127.0.0.1/callback';
const report = { authorizations: [], calls: {}, secrets: [] }; // secrets: what the test must not find anywhere else
const saved = { client: { client_id: 'stepup' } };
let pending;

const authProvider = {
  redirectUrl: redirect,
  clientMetadata: {
    client_name: 'stepup', redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'],
    token_endpoint_auth_method: 'none', application_type: 'native',
  },
  clientInformation: () => saved.client,
  saveClientInformation: (v) => { if (v.client_id !== 'stepup') throw new Error('registered again'); },
  tokens: () => saved.tokens,
  saveTokens: (v) => { saved.tokens = v; report.secrets.push(v.access_token); },
  saveCodeVerifier: (v) => { saved.verifier = v; report.secrets.push(v); },
  codeVerifier: () => saved.verifier,
  saveDiscoveryState: (v) => { saved.discovery = v; },
  discoveryState: () => saved.discovery,
  redirectToAuthorization: (url) => {
    pending = url;
    report.authorizations.push({
      scope: url.searchParams.get('scope'), resource: url.searchParams.get('resource'),
      pkce: url.searchParams.get('code_challenge_method'),
    });
  },
};

// browse follows the authorization like a browser, up to the redirect back.
async function browse(url) {
  const cookies = new Map();
  for (let hops = 0; hops < 20; hops++) {
    const response = await fetch(url, {
      redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, ...value] = cookie.split(';')[0].split('=');
      cookies.set(name, value.join('='));
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`authorization stopped with ${response.status}: ${await response.text()}`);
    url = new URL(location, url);
    if (url.href.startsWith(redirect)) return url.searchParams;
  }
  throw new Error('authorization goes round in circles');
}

async function authorized(transport, attempt) {
  try {
    return await attempt();
  } catch (err) {
    if (!(err instanceof UnauthorizedError)) throw err;
    const params = await browse(pending);
    report.secrets.push(params.get('code'));
    await transport.finishAuth(library === 'client' ? params : params.get('code'));
    return undefined;
  }
}

const open = () => new StreamableHTTPClientTransport(new URL(endpoint), { authProvider });
const connect = async (transport) => {
  const client = new Client({ name: 'stepup', version: '1' });
  await client.connect(transport);
  return client;
};
let transport = open();
let client = await authorized(transport, () => connect(transport));
if (!client) {
  transport = open(); // a transport starts once
  client = await connect(transport);
}

const call = async (name) => {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const result = await authorized(transport, () => client.callTool({ name, arguments: { text: 'x' } }));
      if (result) return result.content[0].text;
    } catch (err) {
      return `error: ${err.message}`;
    }
  }
  return 'error: never authorized';
};

report.tools = (await client.listTools()).tools.map((tool) => tool.name);
for (const name of ['read', 'write', 'secret']) report.calls[name] = await call(name);
report.scope = saved.tokens?.scope;
await client.close();
console.log(JSON.stringify(report));
process.exit(0);
