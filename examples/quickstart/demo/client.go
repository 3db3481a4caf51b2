package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	mcpclient "github.com/mark3labs/mcp-go/client"
	"github.com/mark3labs/mcp-go/client/transport"
	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/audit"
	mcptransport "github.com/mcpgen/mcpgen/runtime/transport"
)

// client is mcp-go's client, with a note of the last HTTP answer: the status and the challenge say more than the error
// that the client makes of them.
type client struct {
	*mcpclient.Client
	last    *recorder
	refused bool // the server refused to open a session at all
}

// connect opens a client with the given bearer token, none if it is empty. A refusal with 401 is no error here: it is
// what some callers must see.
func connect(ctx context.Context, resource string, token mcptransport.Credential, era string) (*client, error) {
	c := &client{last: &recorder{}}
	headers := map[string]string{}
	if token != "" {
		headers["Authorization"] = "Bearer " + token.Reveal()
	}
	var err error
	c.Client, err = mcpclient.NewStreamableHttpClient(resource,
		transport.WithHTTPHeaders(headers), transport.WithHTTPBasicClient(&http.Client{Transport: c.last}))
	if err != nil {
		return nil, err
	}
	if err := c.Start(ctx); err != nil {
		return nil, err
	}
	request := mcp.InitializeRequest{}
	request.Params.ProtocolVersion = era
	request.Params.ClientInfo = mcp.Implementation{Name: "demo", Version: "1.0.0"}
	if _, err := c.Initialize(ctx, request); err != nil {
		if c.last.status != http.StatusUnauthorized {
			return nil, err
		}
		c.refused = true
		return c, nil
	}
	if got := c.ProtocolVersion(); got != era {
		return nil, fmt.Errorf("the client negotiated protocol %s", got)
	}
	return c, nil
}

func (c *client) close() { _ = c.Close() }

// observe lists the tools and calls each of them.
func (c *client) observe(ctx context.Context, caller string) ([]row, error) {
	listed, status, err := c.list(ctx)
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, tool := range tools {
		in := "no"
		if status != "" {
			in = status
		} else if slices.Contains(listed, tool) {
			in = "yes"
		}
		outcome, err := c.call(ctx, tool)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row{caller, tool, in, outcome})
	}
	return rows, nil
}

// list returns the names of the listed tools, or the HTTP status that refused the list.
func (c *client) list(ctx context.Context) (names []string, status string, err error) {
	if c.refused {
		return nil, fmt.Sprint(c.last.status), nil
	}
	listed, err := c.ListTools(ctx, mcp.ListToolsRequest{})
	if err != nil {
		if c.last.status == http.StatusUnauthorized {
			return nil, "401", nil
		}
		return nil, "", err
	}
	for _, tool := range listed.Tools {
		names = append(names, tool.Name)
	}
	return names, "", nil
}

// arguments are valid arguments for the tools that need any.
var arguments = map[string]map[string]any{
	"add_note":     {"title": "Water the plants", "priority": "high"},
	"search_notes": {"phrase": "plants"},
}

// call calls a tool and says in a word what that gave.
func (c *client) call(ctx context.Context, tool string) (string, error) {
	if c.refused {
		return c.last.refusal(), nil
	}
	request := mcp.CallToolRequest{}
	request.Params.Name = tool
	if with, ok := arguments[tool]; ok {
		request.Params.Arguments = with
	}
	answer, err := c.CallTool(ctx, request)
	switch {
	case err == nil && answer.IsError:
		return "", fmt.Errorf("%s: tool error: %v", tool, answer.Content)
	case err == nil:
		return result, nil
	case c.last.status == http.StatusUnauthorized:
		return c.last.refusal(), nil
	case c.last.status == http.StatusForbidden:
		return challenge + c.last.parameter("scope"), nil
	case strings.Contains(err.Error(), "not found"):
		return hidden, nil
	}
	return "", err
}

// recorder remembers the last answer that refused something.
type recorder struct {
	status    int
	challenge string
	code      string
}

func (r *recorder) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	r.status, r.challenge = response.StatusCode, response.Header.Get("WWW-Authenticate")
	if r.status == http.StatusUnauthorized {
		var body struct{ Error string }
		err = errors.Join(json.NewDecoder(response.Body).Decode(&body), response.Body.Close())
		r.code, response.Body = body.Error, http.NoBody
	}
	return response, err
}

func (r *recorder) refusal() string { return fmt.Sprintf("%d %s", r.status, r.code) }

// parameter returns a quoted parameter of the challenge.
func (r *recorder) parameter(name string) string {
	_, rest, _ := strings.Cut(r.challenge, name+`="`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

// discard drops audit events; a demo has nobody who reads them.
type discard struct{}

func (discard) Record(context.Context, audit.Event) error { return nil }
