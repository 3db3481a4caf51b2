package runtimetest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/mark3labs/mcp-go/client"
	httptransport "github.com/mark3labs/mcp-go/client/transport"
	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/transport"
)

// Client calls a Site in the same process, with the checks of HTTP but without its parsing and sockets.
type Client struct {
	site  *Site
	token transport.Credential
}

// Client returns a client that acts with the token; "" is a caller without one.
func (s *Site) Client(token transport.Credential) *Client { return &Client{s, token} }

// Result is the answer to a call.
type Result struct {
	// Outcome is "allow", "missing" (which a hidden tool is, too), "challenge", "denied", "unauthenticated" or
	// "unavailable".
	Outcome string
	// Text is the tool's text, and IsError whether it reports an error.
	Text    string
	IsError bool
	// Structured is the tool's structured content.
	Structured json.RawMessage
	// MissingScopes are what a challenge names; Description is the text of a denial.
	MissingScopes []string
	Description   string
}

// Call calls a tool. args is encoded as JSON; nil leaves the arguments out.
func (c *Client) Call(ctx context.Context, tool string, args any) Result {
	c.site.t.Helper()
	params := map[string]any{"name": tool}
	if args != nil {
		params["arguments"] = args
	}
	var result struct {
		Content           []struct{ Text string }
		StructuredContent json.RawMessage
		IsError           bool
	}
	failure := c.exchange(ctx, "tools/call", params, &result)
	if failure != nil {
		return failure.result()
	}
	r := Result{Outcome: "allow", IsError: result.IsError, Structured: result.StructuredContent}
	for _, part := range result.Content {
		r.Text += part.Text
	}
	return r
}

// Tools returns the names of the tools that lists show, all pages.
func (c *Client) Tools(ctx context.Context) []string {
	c.site.t.Helper()
	names, params := []string{}, map[string]any{}
	for {
		var page struct {
			Tools      []struct{ Name string }
			NextCursor string
		}
		if failure := c.exchange(ctx, "tools/list", params, &page); failure != nil {
			c.site.t.Fatalf("tools/list: %+v", *failure)
		}
		for _, tool := range page.Tools {
			names = append(names, tool.Name)
		}
		if page.NextCursor == "" {
			return names
		}
		params["cursor"] = page.NextCursor
	}
}

// failure is a JSON-RPC error.
type failure struct {
	Code    int
	Message string
	Data    struct {
		Error         string
		Description   string   `json:"error_description"`
		MissingScopes []string `json:"missing_scopes"`
	}
}

func (f *failure) result() Result {
	r := Result{MissingScopes: f.Data.MissingScopes, Description: f.Data.Description}
	switch {
	case f.Data.Error == "insufficient_scope":
		r.Outcome = "challenge"
	case f.Data.Error == "access_denied":
		r.Outcome = "denied"
	case f.Data.Error == "temporarily_unavailable":
		r.Outcome = "unavailable"
	case f.Data.Error != "":
		r.Outcome = "unauthenticated"
	case strings.Contains(f.Message, "not found"):
		r.Outcome = "missing"
	default:
		r.Outcome = fmt.Sprintf("error %d", f.Code)
	}
	return r
}

func (c *Client) exchange(ctx context.Context, method string, params, result any) *failure {
	c.site.t.Helper()
	request, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
	c.site.must(err)
	var response struct {
		Result json.RawMessage
		Error  *failure
	}
	c.site.must(json.Unmarshal(c.site.HandleMessage(ctx, c.token, request), &response))
	if response.Error != nil {
		return response.Error
	}
	c.site.must(json.Unmarshal(response.Result, result))
	return nil
}

// Era is which of the two protocols a client speaks. The zero Era is the stateless one.
type Era uint8

// The eras.
const (
	Stateless Era = iota // 2026-07-28 and later
	Sessions             // 2025-11-25 and earlier
)

// MCPClient returns a started client of mcp-go that speaks the protocol of an era over HTTP.
func (s *Site) MCPClient(token transport.Credential, era Era) *client.Client {
	s.t.Helper()
	http, err := httptransport.NewStreamableHTTP(s.URL,
		httptransport.WithHTTPHeaders(map[string]string{"Authorization": "Bearer " + token.Reveal()}))
	s.must(err)
	var options []client.ClientOption
	if era == Sessions {
		options = append(options, client.WithProtocolVersion(mcp.LATEST_LEGACY_PROTOCOL_VERSION))
	}
	c := client.NewClient(http, options...)
	s.t.Cleanup(func() { _ = c.Close() })
	ctx := s.t.Context()
	s.must(c.Start(ctx))
	request := mcp.InitializeRequest{}
	request.Params.ProtocolVersion = mcp.LATEST_PROTOCOL_VERSION
	request.Params.ClientInfo = mcp.Implementation{Name: "runtimetest", Version: "1"}
	_, err = c.Initialize(ctx, request)
	s.must(err)
	return c
}
