package mcpruntime_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
)

func TestRefusedTokens(t *testing.T) {
	s := serve(t, func(c *mcpruntime.Config) { c.Checks = []check.Check{check.Scopes("api")} }, tool("echo", open))
	metadata := `resource_metadata="` + strings.TrimSuffix(s.url, "/mcp") + `/.well-known/oauth-protected-resource/mcp"`
	for _, row := range []struct {
		token     string
		status    int
		challenge string
		body      string
	}{
		{"", 401, `Bearer scope="api", ` + metadata,
			`{"error":"missing_token","error_description":"the request carries no bearer token","error_hint":"request a new token from the authorization server for this resource, and send it as \"Authorization: Bearer \u003ctoken\u003e\""}`},
		{"garbage", 401, `Bearer error="invalid_token", error_description="bad token", ` + metadata,
			`{"error":"invalid_token","error_description":"bad token","error_hint":"get a good one"}`},
		{"revoked", 401, `Bearer error="invalid_token", error_description="revoked", ` + metadata,
			`{"error":"session_revoked","error_description":"revoked","error_hint":"log in again"}`},
		{"short", 403, `Bearer error="insufficient_scope", error_description="scopes missing", scope="api", ` + metadata,
			`{"error":"insufficient_scope","error_description":"scopes missing","error_hint":"ask"}`},
		{"noagent", 403, `Bearer ` + metadata,
			`{"error":"agent_required","error_description":"an agent must act","error_hint":"use one"}`},
		{"down", 503, "", `{"error":"temporarily_unavailable"}`},
		{"broken", 503, "", `{"error":"temporarily_unavailable"}`},
		{"panic", 503, "", `{"error":"temporarily_unavailable"}`},
	} {
		for _, method := range []string{"POST", "GET", "DELETE"} {
			a := s.do(method, row.token, nil, `{"jsonrpc":"2.0","id":1,"method":"ping"}`)
			if a.status != row.status || a.header.Get("Www-Authenticate") != row.challenge || a.body != row.body {
				t.Errorf("%s %q:\n%s", method, row.token, a)
			}
			if a.status == 503 && a.header.Get("Retry-After") == "" {
				t.Errorf("%q: no Retry-After", row.token)
			}
		}
	}
}

func TestBearerOnlyFromTheHeader(t *testing.T) {
	s := serve(t, nil, tool("echo", open))
	resp, err := http.Post(s.url+"?access_token=scopes:", "application/json", strings.NewReader(`{}`))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 400 {
		t.Errorf("token in the query: %d", resp.StatusCode)
	}
	for value, want := range map[string]int{"Basic c2NvcGVzOg==": 401, "bearer scopes:": 404, "Bearer": 401, "Bearer x, Bearer scopes:": 401} {
		if a := s.do("POST", "", map[string]string{"Authorization": value}, `{"jsonrpc":"2.0","id":1,"method":"ping"}`); a.status != want {
			t.Errorf("%q: %s", value, a)
		}
	}
	req, _ := http.NewRequest("POST", s.url, strings.NewReader(`{}`))
	req.Header["Authorization"] = []string{"Bearer scopes:", "Bearer scopes:admin"}
	if resp, err = http.DefaultClient.Do(req); err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 400 {
		t.Errorf("two Authorization headers: %d", resp.StatusCode)
	}
}

func TestEnvelope(t *testing.T) {
	s := serve(t, func(c *mcpruntime.Config) { c.MaxBodyBytes = 4096 }, tool("open", open),
		tool("secret", mcpruntime.HideUnless(check.Scopes("never"))))
	header, _ := s.request(modern, "scopes:", "tools/call", "open", "")
	call := func(body string) answer { return s.do("POST", "scopes:", header, body) }
	m := metaOf(modern)
	for name, row := range map[string]struct {
		body string
		want string
	}{
		"not JSON":            {`{"jsonrpc":`, `400 -32700`},
		"trailing data":       {`{"jsonrpc":"2.0","id":1,"method":"ping"} {}`, `400 -32700`},
		"invalid UTF-8":       {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"p\xff\"}", `400 -32700`},
		"too deep":            {strings.Repeat("[", 200) + strings.Repeat("]", 200), `400 -32700`},
		"batch":               {`[{"jsonrpc":"2.0","id":1,"method":"ping"}]`, `400 -32600`},
		"duplicate method":    {`{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/call"}`, `400 -32600`},
		"variant Method":      {`{"jsonrpc":"2.0","id":1,"method":"ping","Method":"tools/call"}`, `400 -32600`},
		"escaped duplicate":   {`{"jsonrpc":"2.0","id":1,"method":"ping","m\u0065thod":"tools/call"}`, `400 -32600`},
		"duplicate name":      {`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"open","name":"secret",` + m + `}}`, `400 -32600`},
		"variant NAME":        {`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"open","NAME":"secret",` + m + `}}`, `400 -32600`},
		"variant with Kelvin": {`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"open","tas\u212a":{},` + m + `}}`, `400 -32600`},
		"duplicate _meta":     {`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"open",` + m + `,` + m + `}}`, `400 -32600`},
		"wrong version":       {`{"jsonrpc":"1.0","id":1,"method":"ping"}`, `400 -32600`},
		"null id":             {`{"jsonrpc":"2.0","id":null,"method":"ping"}`, `400 -32600`},
		"object id":           {`{"jsonrpc":"2.0","id":{},"method":"ping"}`, `400 -32600`},
		"long id":             {`{"jsonrpc":"2.0","id":"` + strings.Repeat("x", 300) + `","method":"ping"}`, `400 -32600`},
		"method header":       {`{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"open",` + m + `}}`, `400 -32020`},
		"name header":         {`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"secret",` + m + `}}`, `400 -32020`},
		"no version in body":  {`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"open"}}`, `400 -32602`},
		"other version":       {`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"open",` + strings.Replace(m, "2026", "2027", 1) + `}}`, `400 -32020`},
		"name is no string":   {`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":5,` + m + `}}`, `-32602`},
		"params is no object": {`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[]}`, `-32602`},
		"large":               {`{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":"` + strings.Repeat("x", 5000) + `"}}`, `413 `},
		"sixty-four-bit id":   {`{"jsonrpc":"2.0","id":9007199254740993,"method":"tools/call","params":{"name":"open","arguments":{"text":""},` + m + `}}`, `200 "id":9007199254740993`},
		"string id":           {`{"jsonrpc":"2.0","id":"a\"b","method":"tools/call","params":{"name":"open","arguments":{"text":""},` + m + `}}`, `200 "id":"a\"b"`},
	} {
		t.Run(name, func(t *testing.T) {
			s.t = t
			a := call(row.body)
			status, code, found := strings.Cut(row.want, " ")
			if !found {
				status, code = "", row.want
			}
			if !strings.Contains(a.body, code) || status != "" && !strings.HasPrefix(a.String(), status) {
				t.Errorf("want %s:\n%s", row.want, a)
			}
		})
	}
	if a := s.do("POST", "scopes:", map[string]string{"Content-Type": "text/plain"}, `{}`); a.status != 415 {
		t.Errorf("content type: %s", a)
	}
	// A body without an announced length is bounded as well.
	req, _ := http.NewRequest("POST", s.url, io.MultiReader(strings.NewReader(`{"a":"`), strings.NewReader(strings.Repeat("x", 1<<20))))
	req.Header.Set("Authorization", "Bearer scopes:")
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 413 {
		t.Errorf("chunked body: %d", resp.StatusCode)
	}
}

func TestOriginAndPreflight(t *testing.T) {
	s := serve(t, func(c *mcpruntime.Config) { c.AllowedOrigins = []string{"https://app.example"} }, tool("open", open))
	ping := `{"jsonrpc":"2.0","id":1,"method":"ping"}`
	for origin, want := range map[string]int{
		"https://app.example": 404, "https://evil.example": 403, "null": 403, "http://app.example": 403,
		strings.TrimSuffix(s.url, "/mcp"): 404, "https://app.example.evil.example": 403,
	} {
		if a := s.do("POST", "scopes:", map[string]string{"Origin": origin}, ping); a.status != want {
			t.Errorf("%s: %s", origin, a)
		}
	}
	a := s.do("OPTIONS", "", map[string]string{
		"Origin": "https://app.example", "Access-Control-Request-Method": "POST",
		"Access-Control-Request-Headers": "authorization, mcp-param-region, x-other",
	}, "")
	allowed := a.header.Get("Access-Control-Allow-Headers")
	for _, name := range []string{"Authorization", "Mcp-Protocol-Version", "Mcp-Method", "Mcp-Name", "mcp-param-region"} {
		if !strings.Contains(allowed, name) {
			t.Errorf("preflight does not allow %s: %s", name, a)
		}
	}
	if a.status != 204 || strings.Contains(allowed, "x-other") {
		t.Errorf("preflight: %s", a)
	}
	a = s.do("POST", "", map[string]string{"Origin": "https://app.example"}, ping)
	if !strings.Contains(a.header.Get("Access-Control-Expose-Headers"), "WWW-Authenticate") {
		t.Errorf("the challenge is not exposed: %s", a)
	}
	req, _ := http.NewRequest("POST", s.url, strings.NewReader(ping))
	req.Host = "evil.example"
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 403 {
		t.Errorf("rebound host: %d", resp.StatusCode)
	}
	if a := s.do("PUT", "scopes:", nil, ""); a.status != 405 || a.header.Get("Allow") == "" {
		t.Errorf("PUT: %s", a)
	}
}

func TestMetadata(t *testing.T) {
	s := serve(t, func(c *mcpruntime.Config) {
		c.Checks = []check.Check{check.Scopes("api", "offline_access"), check.RestrictTag("admin", "hidden:tag")}
	}, tool("secret", mcpruntime.HideUnless(check.Scopes("hidden:own"))))
	resp, err := http.Get(strings.TrimSuffix(s.url, "/mcp") + "/.well-known/oauth-protected-resource/mcp")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	want := `{"resource":"` + s.url + `","authorization_servers":["https://issuer.example"],"scopes_supported":["api"],` +
		`"bearer_methods_supported":["header"],"resource_name":"test"}`
	if string(body) != want {
		t.Errorf("metadata:\n%s\nwant\n%s", body, want)
	}
}

func TestAuditFailureRefuses(t *testing.T) {
	s := serve(t, nil, tool("open", open))
	s.session("scopes:")
	s.audit.err = errors.New("disk full")
	for _, e := range eras {
		if a := s.call(e, "scopes:", "open", `{"text":""}`); a.status != 503 || a.body != `{"error":"temporarily_unavailable"}` {
			t.Errorf("%s: %s", e, a)
		}
	}
	s = serve(t, func(c *mcpruntime.Config) { c.InsecureAuditBestEffort = true }, tool("open", open))
	s.audit.err = errors.New("disk full")
	if a := s.call(modern, "scopes:", "open", `{"text":""}`); outcomeOf(a) != "allow" {
		t.Errorf("best effort: %s", a)
	}
}

func TestAuditNamesCallerAndNoValues(t *testing.T) {
	s := serve(t, nil, tool("write", mcpruntime.ChallengeUnless(check.Scopes("write"))))
	s.call(modern, "scopes:read;bob", "write", `{"text":"private value"}`)
	e := s.audit.last()
	if e.Outcome != "challenge" || e.Name != "write" || e.Kind != "tool" || e.Method != "tools/call" || e.Caller.Subject != "bob" ||
		e.Reason != "scopes" || len(e.MissingScopes) != 1 || e.Transport != "http" {
		t.Errorf("event %+v", e)
	}
	s.call(modern, "garbage", "write", `{}`)
	if e := s.audit.last(); e.Outcome != "unauthenticated" || e.Reason != "invalid_token" {
		t.Errorf("event %+v", e)
	}
	s.list(modern, "scopes:read")
	if e := s.audit.last(); e.Method != "tools/list" || e.Total != 1 || e.Shown != 1 {
		t.Errorf("event %+v", e)
	}
}
