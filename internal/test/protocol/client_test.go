package protocol_test

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"
)

// client speaks one era of the protocol over HTTP, can do everything that a client can, and validates all that it hears.
type client struct {
	t       *testing.T
	schemas *schemas
	url     string
	token   string
	session string
	ids     int
}

// object is a JSON object.
type object = map[string]any

var capabilities = object{"elicitation": object{"form": object{}}, "sampling": object{}, "roots": object{}}

// connect begins a session in the era that has them.
func connect(t *testing.T, s *schemas, url, token string) *client {
	t.Helper()
	c := &client{t: t, schemas: s, url: url, token: token}
	if s.version == sessions {
		answer := c.ask("initialize", object{
			"protocolVersion": sessions, "clientInfo": object{"name": "t", "version": "1"}, "capabilities": capabilities}, nil)
		s.check(t, "initialize", "InitializeResult", answer["result"])
		c.send(object{"jsonrpc": "2.0", "method": "notifications/initialized"}, nil, nil)
	} else {
		s.check(t, "server/discover", "DiscoverResult", c.ask("server/discover", nil, nil)["result"])
	}
	return c
}

// ask sends a request and returns the message that answers it.
func (c *client) ask(method string, params, header object) object {
	c.t.Helper()
	if params = maps.Clone(params); params == nil {
		params = object{}
	}
	headers := object{"Mcp-Protocol-Version": c.schemas.version}
	maps.Copy(headers, header)
	if c.schemas.version == stateless {
		params["_meta"] = object{
			"io.modelcontextprotocol/protocolVersion":    stateless,
			"io.modelcontextprotocol/clientInfo":         object{"name": "t", "version": "1"},
			"io.modelcontextprotocol/clientCapabilities": capabilities,
		}
		headers["Mcp-Method"] = method
		for _, key := range []string{"name", "uri"} {
			if name, ok := params[key].(string); ok {
				headers["Mcp-Name"] = name
			}
		}
	}
	c.ids++
	var answer object
	c.send(object{"jsonrpc": "2.0", "id": c.ids, "method": method, "params": params}, headers, func(m object) { answer = m })
	if answer == nil {
		c.t.Fatalf("%s: no answer", method)
	}
	return answer
}

// send posts a message. What comes before the answer is validated, and answered where it asks something.
func (c *client) send(m, header object, answered func(object)) {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), http.MethodPost, c.url, strings.NewReader(jsonOf(m)))
	must(c.t, err)
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json, text/event-stream")
	if c.session != "" {
		req.Header.Set("Mcp-Session-Id", c.session)
	}
	for name, value := range header {
		req.Header.Set(name, value.(string))
	}
	resp, err := (&http.Client{Timeout: 20 * time.Second}).Do(req)
	must(c.t, err)
	defer func() { _ = resp.Body.Close() }()
	if s := resp.Header.Get("Mcp-Session-Id"); s != "" {
		c.session = s
	}
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "text/event-stream") {
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data:"); ok && strings.TrimSpace(data) != "" {
				c.hear(data, answered)
			}
		}
		return
	}
	raw, err := io.ReadAll(resp.Body)
	must(c.t, err)
	if len(raw) > 0 {
		c.hear(string(raw), answered)
	} else if answered != nil {
		c.t.Fatalf("status %d and no body for %s", resp.StatusCode, jsonOf(m))
	}
}

// hear takes one message from the server.
func (c *client) hear(raw string, answered func(object)) {
	c.t.Helper()
	m, ok := parse(c.t, []byte(raw)).(object)
	if !ok || answered == nil {
		c.t.Fatalf("unexpected message %s", raw)
	}
	method, _ := m["method"].(string)
	switch {
	case method != "" && m["id"] != nil:
		c.schemas.check(c.t, method, "ServerRequest", m)
		reply := object{"jsonrpc": "2.0", "id": m["id"], "result": c.fulfil(m)}
		c.send(reply, object{"Mcp-Protocol-Version": c.schemas.version}, nil)
	case method != "":
		c.schemas.check(c.t, method, "ServerNotification", m)
	case m["error"] != nil:
		c.schemas.check(c.t, "error", "JSONRPCErrorResponse", m)
		answered(m)
	default:
		c.schemas.check(c.t, "answer", "JSONRPCResultResponse", m)
		answered(m)
	}
}

// fulfil does what the server asks of the client.
func (c *client) fulfil(request object) object {
	params, _ := request["params"].(object)
	switch request["method"] {
	case "elicitation/create":
		content := object{}
		properties, _ := params["requestedSchema"].(object)["properties"].(object)
		for name, property := range properties {
			content[name] = sampleOf(property.(object))
		}
		return object{"action": "accept", "content": content}
	case "sampling/createMessage":
		return object{"role": "assistant", "model": "m", "content": object{"type": "text", "text": "Paris"}}
	case "roots/list":
		return object{"roots": []any{}}
	}
	c.t.Fatalf("the server asks %v", request["method"])
	return nil
}

// sampleOf is a value for a field of a form.
func sampleOf(field object) any {
	switch field["type"] {
	case "boolean":
		return true
	case "integer", "number":
		return 1
	case "array":
		return []any{}
	}
	if values, ok := field["enum"].([]any); ok {
		return values[0]
	}
	if values, ok := field["oneOf"].([]any); ok {
		return values[0].(object)["const"]
	}
	return "x"
}

// use asks, and asks again with what the server wants to know first, until there is a result.
func (c *client) use(method string, params, header object) object {
	c.t.Helper()
	params = maps.Clone(params)
	for range 5 {
		answer := c.ask(method, params, header)
		result, ok := answer["result"].(object)
		if !ok {
			c.t.Fatalf("%s %v: %s", method, params, jsonOf(answer))
		}
		if result["resultType"] != "input_required" {
			return result
		}
		c.schemas.check(c.t, fmt.Sprint(params["name"]), "InputRequiredResult", result)
		responses := object{}
		requests, _ := result["inputRequests"].(object)
		for id, request := range requests {
			responses[id] = c.fulfil(request.(object))
		}
		params["inputResponses"] = responses
		if state, ok := result["requestState"]; ok {
			params["requestState"] = state
		}
	}
	c.t.Fatalf("%s %v: asked five times", method, params)
	return nil
}
