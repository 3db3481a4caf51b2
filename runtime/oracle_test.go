package mcpruntime_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
)

// secretSite has one hidden component of each kind beside open ones, and a server layer that names no hidden scope.
func secretSite(t *testing.T, layer ...check.Check) *site {
	t.Helper()
	hidden := mcpruntime.HideUnless(check.Scopes("scope:hidden"))
	components := append(everyKind("secret", hidden), everyKind("zopen", open)...)
	components = append(components, everyKind("aopen", open)...)
	components = append(components, everyKind("msecret", mcpruntime.ChallengeUnless(
		check.Scopes("scope:hidden"), check.Bool("never", func(*check.Request) bool { return false })))...)
	return serve(t, func(c *mcpruntime.Config) { c.PageSize, c.Checks = 1, layer }, components...)
}

// variants are argument and header variations that could make an answer depend on what exists.
var (
	argumentVariants = []string{"", `{"text":"x"}`, `{"who":"x"}`, `{"wrong":1}`, `{"who":5}`, `null`, `[]`, `"x"`, `7`, `{"text":"x","text":"y"}`}
	headerVariants   = []map[string]string{
		{}, {"Mcp-Name": "other"}, {"Mcp-Name": ""}, {"Mcp-Method": ""}, {"Mcp-Method": "tools/list"},
		{"Mcp-Param-Region": "eu"}, {"Mcp-Protocol-Version": "2025-06-18"}, {"Mcp-Protocol-Version": "1999-01-01"},
		{"Last-Event-Id": "3"}, {"Accept": "text/plain"}, {"Mcp-Session-Id": "nonsense"}, {"Content-Type": "text/plain"},
	}
	extraVariants = []string{"", `,"task":{"ttl":1000}`, `,"inputResponses":{}`, `,"requestState":"x"`, `,"cursor":"x"`}
)

// TestHiddenAndMissingAreOne asks for a hidden and for a missing component in every way, and compares byte by byte.
func TestHiddenAndMissingAreOne(t *testing.T) {
	for name, layer := range map[string][]check.Check{
		"plain": nil, "shortfall": {check.Scopes("api")}, "tag": {check.RestrictTag("t", "admin")},
		"opaque": {check.Bool("no", func(*check.Request) bool { return false })},
	} {
		t.Run(name, func(t *testing.T) {
			s := secretSite(t, layer...)
			tried := 0
			for _, p := range paths {
				for _, e := range eras {
					for _, args := range argumentVariants {
						for _, change := range headerVariants {
							for _, extra := range extraVariants {
								if len(change) > 0 && (extra != "" || len(args) > 12) || name != "plain" && (extra != "" || len(change) > 0) {
									continue // not every combination
								}
								tried++
								for _, secret := range []string{"secret", "msecret"} {
									sameAnswer(t, s, p, e, secret, args, extra, change)
								}
							}
						}
					}
				}
			}
			t.Logf("%d variants", tried)
		})
	}
}

func sameAnswer(t *testing.T, s *site, p path, e era, secret, args, extra string, change map[string]string) {
	t.Helper()
	ask := func(component string) string {
		target, params := p.params(component)
		if i := strings.Index(params, `,"arguments":`); i >= 0 {
			params = params[:i]
			if args != "" {
				params += `,"arguments":` + args
			}
		}
		header, body := s.request(e, "scopes:read", p.method, target, params+extra)
		for name, value := range change {
			header[name] = value
		}
		return s.do("POST", "scopes:read", header, body).String()
	}
	missing := "absent"[:min(6, len(secret))]
	if len(secret) > 6 {
		missing = "xabsent"
	}
	hidden, absent := strings.ReplaceAll(ask(secret), secret, "NAME"), strings.ReplaceAll(ask(missing), missing, "NAME")
	if hidden != absent {
		t.Errorf("%s %s %s %q %q %v:\nhidden:  %s\nmissing: %s", p.method, e, secret, args, extra, change, hidden, absent)
	}
}

// TestNothingElseTells reads everything that a caller can get without naming a component.
func TestNothingElseTells(t *testing.T) {
	with, without := secretSite(t), serve(t, func(c *mcpruntime.Config) { c.PageSize = 1 },
		append(everyKind("zopen", open), everyKind("aopen", open)...)...)
	read := func(s *site) string {
		var all strings.Builder
		for _, e := range eras {
			for _, p := range paths {
				if p.list == "" {
					continue
				}
				params := ""
				for range 5 {
					header, body := s.request(e, "scopes:read", p.list, "", params)
					a := s.do("POST", "scopes:read", header, body)
					all.WriteString(a.String())
					var page struct{ Result struct{ NextCursor string } }
					_ = json.Unmarshal([]byte(a.body), &page)
					if page.Result.NextCursor == "" {
						break
					}
					params = `"cursor":` + quoted(page.Result.NextCursor)
				}
			}
			header, body := s.request(e, "scopes:read", "server/discover", "", "")
			all.WriteString(s.do("POST", "scopes:read", header, body).String())
		}
		a := s.do("POST", "scopes:read", nil, `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",`+
			`"capabilities":{},"clientInfo":{"name":"t","version":"1"}}}`)
		a.header.Del("Mcp-Session-Id")
		all.WriteString(a.String())
		all.WriteString(s.do("OPTIONS", "", map[string]string{
			"Origin": strings.TrimSuffix(s.url, "/mcp"), "Access-Control-Request-Headers": "mcp-param-region",
		}, "").String())
		all.WriteString(s.do("POST", "", nil, `{}`).String())
		resp, err := http.Get(strings.TrimSuffix(s.url, "/mcp") + "/.well-known/oauth-protected-resource/mcp")
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		metadata, _ := io.ReadAll(resp.Body)
		all.Write(metadata)
		return strings.ReplaceAll(all.String(), strings.TrimSuffix(s.url, "/mcp"), "URL")
	}
	a, b := read(with), read(without)
	if a != b {
		t.Errorf("a server with hidden components is told apart from one without:\n%s\n----\n%s", a, b)
	}
	if strings.Contains(a, "secret") || strings.Contains(a, "hidden") {
		t.Errorf("something hidden is named:\n%s", a)
	}
}

// TestListsAreNobodyElses: every list and every resource of the stateless protocol says that it must not be shared by caches.
func TestListsAreNobodyElses(t *testing.T) {
	s := secretSite(t)
	for _, p := range paths {
		if target, params := p.params("zopen"); p.method == "resources/read" {
			header, body := s.request(modern, "scopes:read", p.method, target, params)
			if a := s.do("POST", "scopes:read", header, body); !strings.Contains(a.body, `"cacheScope":"private"`) {
				t.Errorf("%s: %s", p.name, a)
			}
		}
		if p.list == "" {
			continue
		}
		header, body := s.request(modern, "scopes:read", p.list, "", "")
		if a := s.do("POST", "scopes:read", header, body); !strings.Contains(a.body, `"cacheScope":"private"`) {
			t.Errorf("%s: %s", p.list, a)
		}
	}
}

// FuzzHiddenIsMissing varies names, arguments and params.
func FuzzHiddenIsMissing(f *testing.F) {
	f.Add("tools/call", `{"text":"x"}`, "task", `{}`, true)
	f.Add("prompts/get", `{"who":1}`, "_meta", `{"progressToken":1}`, false)
	f.Add("resources/read", `null`, "NAME", `"aopen"`, true)
	f.Add("completion/complete", `[1]`, "context", `{"arguments":{}}`, false)
	f.Add("resources/subscribe", `{}`, "uri", `"data://secret"`, false)
	f.Fuzz(func(t *testing.T, method, args, extraName, extraValue string, stateless bool) {
		s := fuzzSite(t)
		if strings.Contains(method+args+extraName+extraValue, "secret") || strings.Contains(method+args+extraName+extraValue, "absent") {
			t.Skip()
		}
		ask := func(component string) string {
			message := map[string]any{}
			fields := map[string]any{
				"name": component, "uri": "data://" + component,
				"ref": map[string]any{"type": "ref/prompt", "name": component}, "argument": map[string]any{"name": "who", "value": ""},
			}
			if json.Valid([]byte(args)) {
				fields["arguments"] = json.RawMessage(args)
			}
			if json.Valid([]byte(extraValue)) && fields[extraName] == nil {
				fields[extraName] = json.RawMessage(extraValue)
			}
			token := "scopes:read"
			header := map[string]string{"Mcp-Session-Id": s.session(token)}
			if stateless {
				header = map[string]string{"Mcp-Protocol-Version": string(modern), "Mcp-Method": headerSafe(method)}
				switch method {
				case "tools/call", "prompts/get":
					header["Mcp-Name"] = component
				case "resources/read":
					header["Mcp-Name"] = "data://" + component
				}
				fields["_meta"] = json.RawMessage(`{` + strings.TrimPrefix(metaOf(modern), `"_meta":{`))
			}
			message["jsonrpc"], message["id"], message["method"], message["params"] = "2.0", 1, method, fields
			body, err := json.Marshal(message)
			if err != nil {
				t.Skip()
			}
			return strings.ReplaceAll(s.do("POST", token, header, string(body)).String(), component, "NAME")
		}
		if hidden, missing := ask("secret"), ask("absent"); hidden != missing {
			t.Errorf("%s %q %q:%q\nhidden:  %s\nmissing: %s", method, args, extraName, extraValue, hidden, missing)
		}
	})
}

func headerSafe(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, s)
}

var sharedFuzzSite *site

// fuzzSite is started once per process and left to its end.
func fuzzSite(t *testing.T) *site {
	if sharedFuzzSite == nil {
		sharedFuzzSite = startSite(t, func(c *mcpruntime.Config) { c.Audit = &recorder{forget: true} },
			append(everyKind("secret", mcpruntime.HideUnless(check.Scopes("scope:hidden"))), everyKind("aopen", open)...)...)
	}
	sharedFuzzSite.t = t
	return sharedFuzzSite
}
