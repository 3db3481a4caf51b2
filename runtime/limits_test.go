package mcpruntime_test

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"
)

// The tests below show limits of mcp-go v1.2.1 that this package works around by not handing it the work. One that fails
// after an upgrade says that a limit is gone: then see whether the code that it names can go, too.

// answerOf sends one message of the stateless protocol to a bare mcp-go server.
func answerOf(t *testing.T, s *server.MCPServer, method, params string) string {
	t.Helper()
	message := `{"jsonrpc":"2.0","id":1,"method":"` + method + `","params":{` + params + `,` + metaOf(modern) + `}}`
	raw, err := json.Marshal(s.HandleMessage(context.Background(), []byte(message)))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// A handler cannot choose its error: see capability.go.
func TestLimitHandlersCannotChooseTheirError(t *testing.T) {
	s := server.NewMCPServer("bare", "1", server.WithToolCapabilities(true))
	s.AddTool(mcp.NewTool("needy"), func(context.Context, mcp.CallToolRequest) (*mcp.CallToolResult, error) {
		return nil, mcp.ErrInvalidParams
	})
	if got := answerOf(t, s, "tools/call", `"name":"needy"`); !strings.Contains(got, "-32603") {
		t.Errorf("the limit is gone: %s", got)
	}
}

// requestState goes to the client as the handler wrote it: see session.States.
func TestLimitRequestStateIsUnprotected(t *testing.T) {
	s := server.NewMCPServer("bare", "1", server.WithToolCapabilities(true))
	s.AddTool(mcp.NewTool("asks"), func(_ context.Context, r mcp.CallToolRequest) (*mcp.CallToolResult, error) {
		return server.NewInputRequestBuilder("plain:" + r.Params.RequestState).Roots("r").ToolResult(), nil
	})
	if got := answerOf(t, s, "tools/call", `"name":"asks","requestState":"forged"`); !strings.Contains(got, "plain:forged") {
		t.Errorf("the limit is gone: %s", got)
	}
}

// The error for an unknown resource does not name it: see missingReply.
func TestLimitUnknownResourceIsNotNamed(t *testing.T) {
	s := server.NewMCPServer("bare", "1", server.WithResourceCapabilities(true, true))
	if got := answerOf(t, s, "resources/read", `"uri":"x://absent"`); strings.Contains(got, `"uri":"x://absent"`) {
		t.Errorf("the limit is gone: %s", got)
	}
}

// The last notification of a request is lost now and then: see outlet.go.
func TestLimitLostNotification(t *testing.T) {
	bare := server.NewMCPServer("bare", "1", server.WithToolCapabilities(true))
	bare.AddTool(mcp.NewTool("tells"), func(ctx context.Context, _ mcp.CallToolRequest) (*mcp.CallToolResult, error) {
		return mcp.NewToolResultText("done"), bare.SendNotificationToClient(ctx, "notifications/message", map[string]any{"level": "info", "data": "last"})
	})
	listener := httptest.NewServer(server.NewStreamableHTTPServer(bare))
	t.Cleanup(listener.Close)
	s := &site{t: t, url: listener.URL + "/mcp", sessions: map[string]string{}}
	const tries = 30_000 // usually a few hundred will do
	for range tries {
		header, body := s.request(legacy, "", "tools/call", "", `"name":"tells"`)
		if a := s.do("POST", "", header, body); a.status == 200 && !strings.Contains(a.body, `"last"`) {
			return
		}
	}
	t.Errorf("the limit is gone: none of %d notifications was lost", tries)
}

// A stream that is open beside takes the notifications of calls, since both read one channel: see outlet.go. That it does
// not happen here is shown by TestStreamsTakeNoNotificationsOfCalls.
func TestLimitStreamsTakeNotificationsOfCalls(t *testing.T) {
	bare := server.NewMCPServer("bare", "1", server.WithToolCapabilities(true))
	bare.AddTool(mcp.NewTool("tells"), func(ctx context.Context, _ mcp.CallToolRequest) (*mcp.CallToolResult, error) {
		return mcp.NewToolResultText("done"), bare.SendNotificationToClient(ctx, "notifications/message", map[string]any{"level": "info", "data": "of a call"})
	})
	listener := httptest.NewServer(server.NewStreamableHTTPServer(bare, server.WithStateful(true)))
	t.Cleanup(listener.Close)
	s := &site{t: t, url: listener.URL + "/mcp", sessions: map[string]string{}}
	stream := s.stream(legacy, "")
	const tries = 20_000
	for range tries {
		header, body := s.request(legacy, "", "tools/call", "", `"name":"tells"`)
		s.do("POST", "", header, body)
		if len(stream) > 0 && strings.Contains(<-stream, "of a call") {
			return
		}
	}
	t.Errorf("the limit is gone: the stream took none of %d notifications", tries)
}

// Another site's page may call a server on loopback: only Host is looked at, never Origin. See gate.go;
// TestOriginAndPreflight shows what happens here.
func TestLimitOriginIsNotChecked(t *testing.T) {
	listener := httptest.NewServer(server.NewStreamableHTTPServer(server.NewMCPServer("bare", "1")))
	t.Cleanup(listener.Close)
	s := &site{t: t, url: listener.URL + "/mcp", sessions: map[string]string{}}
	header, body := s.request(modern, "", "server/discover", "", "")
	header["Origin"] = "https://attacker.example"
	if a := s.do("POST", "", header, body); a.status != 200 || !strings.Contains(a.body, `"result"`) {
		t.Errorf("the limit is gone: %s", a)
	}
}
