package runtimetest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// holder is a token under load, with a session of the older protocol. Either may be taken back while requests run.
type holder struct {
	name, token string
	anchor      string // of the mandate, for revocation
	refused     bool   // the token is no good from the start
	writer      bool   // it has the scope "write"
	session     string // of the older protocol
	// What was taken back: surely once the second is set, perhaps once the first is.
	revoking, revoked, ending, ended atomic.Bool
}

// registerLoad adds one component of each kind for each policy: greet is open, purge hidden, write challenged.
func registerLoad(s *mcpruntime.Server) error {
	type none = struct{}
	hello := func(context.Context, *none) (string, error) { return "hello", nil }
	var list []mcpruntime.Component
	for name, policy := range map[string]mcpruntime.Policy{
		"greet": mcpruntime.HideUnless(check.Unrestricted()),
		"purge": mcpruntime.HideUnless(check.Scopes("admin")),
		"write": mcpruntime.ChallengeUnless(check.Scopes("write")),
	} {
		list = append(list,
			mcpruntime.Tool(mcpruntime.ToolSpec{Name: name, InputSchema: `{"type":"object"}`}, policy, codec.ReadNothing,
				hello, mcpruntime.Text()),
			mcpruntime.Prompt(mcpruntime.PromptSpec{Name: name}, policy, codec.ReadNothing, hello, mcpruntime.PromptText()),
			mcpruntime.Resource(mcpruntime.ResourceSpec{URI: "data://" + name, Name: name}, policy, codec.ReadNothing,
				hello, mcpruntime.ResourceText()),
			mcpruntime.Resource(mcpruntime.ResourceSpec{URI: "item://" + name + "/{id}", Name: name}, policy, skipID[none],
				hello, mcpruntime.ResourceText()))
	}
	return s.Register(list...)
}

var idMember = codec.Required("id")

// skipID reads the URI's variable, and keeps nothing.
func skipID[T any](d *codec.Decoder, _ *T) {
	for o := d.Object(&idMember); o.Next(); {
		var id string
		codec.ReadString(d, &id)
	}
}

// names are what is asked for: open, hidden, challenged, and not there at all.
var names = []string{"greet", "purge", "write", "absent"}

// question is one kind of request: its method, and params and Mcp-Name for a name. Lists have no name, but a member.
type question struct {
	method, list string
	params       func(name string) (params, target string)
}

var questions = []question{
	{method: "tools/call", params: func(name string) (string, string) { return `"name":"` + name + `","arguments":{}`, name }},
	{method: "prompts/get", params: func(name string) (string, string) { return `"name":"` + name + `"`, name }},
	{method: "resources/read", params: func(name string) (string, string) { return `"uri":"data://` + name + `"`, "data://" + name }},
	{method: "resources/read", params: func(name string) (string, string) { return `"uri":"item://` + name + `/7"`, "item://" + name + "/7" }},
	{method: "tools/list", list: "tools"},
	{method: "prompts/list", list: "prompts"},
	{method: "resources/list", list: "resources"},
	{method: "resources/templates/list", list: "resourceTemplates"},
}

// The outcomes. Lists that show what they should are shown.
var outcomes = []string{"allow", "missing", "challenge", "refused", "shown", "unknown session"}

// want is what a holder must get whose token and session are good.
func (h *holder) want(q question, name string) string {
	switch {
	case q.list != "":
		return "shown"
	case name == "greet", name == "write" && h.writer:
		return "allow"
	case name == "write":
		return "challenge"
	}
	return "missing"
}

// send asks as h, in a session of the older protocol unless session is "", and says what came of it.
func (l *load) send(h *holder, q question, name, session string) (outcome, answer string) {
	params, target := "", ""
	if q.params != nil {
		params, target = q.params(name)
	}
	header := map[string]string{
		"Content-Type": "application/json", "Accept": "application/json, text/event-stream", "Authorization": "Bearer " + h.token,
		"Mcp-Protocol-Version": "2025-11-25", "Mcp-Session-Id": session,
	}
	if session == "" {
		if params != "" {
			params += ","
		}
		params += `"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",` +
			`"io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}`
		header["Mcp-Protocol-Version"], header["Mcp-Method"], header["Mcp-Name"] = "2026-07-28", q.method, target
	}
	status, _, body := l.do("POST", header, `{"jsonrpc":"2.0","id":1,"method":"`+q.method+`","params":{`+params+`}}`)
	answer = fmt.Sprint(status, " ", body)
	switch {
	case status == 401:
		return "refused", answer
	case status == 404 && strings.Contains(body, "unknown_session"):
		return "unknown session", answer
	case status == 403 && strings.Contains(body, `"missing_scopes":["write"]`):
		return "challenge", answer
	case strings.Contains(body, "not found"):
		return "missing", answer
	case status == 200 && q.list != "":
		return shown(q.list, body), answer
	case status == 200 && strings.Contains(body, "hello"):
		return "allow", answer
	}
	return "none that is known", answer
}

// shown says whether a list shows exactly what everybody here may know of.
func shown(member, body string) string {
	var message struct {
		Result map[string]json.RawMessage
	}
	var list []struct{ Name string }
	if json.Unmarshal([]byte(body), &message) != nil || json.Unmarshal(message.Result[member], &list) != nil {
		return "no list"
	}
	var got []string
	for _, one := range list {
		got = append(got, one.Name)
	}
	if slices.Equal(got, []string{"greet", "write"}) {
		return "shown"
	}
	return fmt.Sprint("shows ", got)
}

// do sends a request and reads all of its answer. Headers that are "" are left out.
func (l *load) do(method string, header map[string]string, body string) (status int, session, answer string) {
	req, err := http.NewRequest(method, l.site.URL, strings.NewReader(body))
	if err != nil {
		l.t.Error(err)
		return 0, "", ""
	}
	for name, value := range header {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	resp, err := l.client.Do(req)
	if err != nil {
		l.t.Error(err)
		return 0, "", ""
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		l.t.Error(err)
	}
	return resp.StatusCode, resp.Header.Get("Mcp-Session-Id"), string(raw)
}

// begin opens a session of the older protocol for a holder.
func (l *load) begin(h *holder) {
	status, session, answer := l.do("POST", map[string]string{
		"Content-Type": "application/json", "Accept": "application/json, text/event-stream", "Authorization": "Bearer " + h.token,
	}, `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},`+
		`"clientInfo":{"name":"t","version":"1"}}}`)
	if status != 200 || session == "" {
		l.t.Errorf("initialize: %d %s", status, answer)
	}
	h.session = session
}

// end deletes the session of a holder.
func (l *load) end(h *holder) {
	h.ending.Store(true)
	status, _, answer := l.do("DELETE", map[string]string{
		"Authorization": "Bearer " + h.token, "Mcp-Session-Id": h.session, "Mcp-Protocol-Version": "2025-11-25",
	}, "")
	if status != 200 && !h.revoking.Load() {
		l.t.Errorf("ending a session: %d %s", status, answer)
	}
	h.ended.Store(status == 200)
}
