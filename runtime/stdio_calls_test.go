package mcpruntime_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// conversation is a client on a pair of streams that sees each line that the server writes.
type conversation struct {
	t     *testing.T
	in    *io.PipeWriter
	lines chan string
	done  chan error
}

func converse(t *testing.T, s *mcpruntime.Server) *conversation {
	t.Helper()
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	c := &conversation{t: t, in: toServer, lines: make(chan string, 10_000), done: make(chan error, 1)}
	go func() {
		c.done <- s.ServeIO(context.Background(), in, out)
		_ = out.Close()
	}()
	go func() {
		defer close(c.lines)
		for lines := bufio.NewScanner(fromServer); lines.Scan(); {
			c.lines <- lines.Text()
		}
	}()
	t.Cleanup(func() { _ = toServer.Close() })
	return c
}

func (c *conversation) say(messages ...string) {
	c.t.Helper()
	for _, m := range messages {
		if _, err := io.WriteString(c.in, m+"\n"); err != nil {
			c.t.Fatal(err)
		}
	}
}

// next is the next line that holds the text; those before it are skipped.
func (c *conversation) next(text string) string {
	c.t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		select {
		case line, ok := <-c.lines:
			if !ok {
				c.t.Fatalf("the server ended before it wrote %q", text)
			}
			if !json.Valid([]byte(line)) {
				c.t.Errorf("no message: %q", line)
			}
			if strings.Contains(line, text) {
				return line
			}
		case <-deadline:
			c.t.Fatalf("the server did not write %q", text)
		}
	}
}

// hangUp closes the client's side; the server has to end by itself.
func (c *conversation) hangUp() (rest []string) {
	c.t.Helper()
	_ = c.in.Close()
	select {
	case err := <-c.done:
		if err != nil {
			c.t.Errorf("ServeIO: %v", err)
		}
	case <-time.After(20 * time.Second):
		c.t.Fatal("the server did not end with its input")
	}
	for line := range c.lines {
		rest = append(rest, line)
	}
	return rest
}

const initializeAble = `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",` +
	`"capabilities":{"elicitation":{},"sampling":{},"roots":{}},"clientInfo":{"name":"t","version":"1"}}}`

func modernMessage(id, method, params string) string {
	meta := strings.Replace(metaOf(modern), `clientCapabilities":{}`, `clientCapabilities":{"elicitation":{},"roots":{}}`, 1)
	return `{"jsonrpc":"2.0","id":` + id + `,"method":"` + method + `","params":{` + params + meta + `}}`
}

// TestStdioEndsWithItsInput: a client that goes leaves nothing behind, whatever it was waiting for.
func TestStdioEndsWithItsInput(t *testing.T) {
	for name, messages := range map[string]struct {
		say  []string
		wait string
	}{
		"nothing":          {nil, ""},
		"a listener":       {[]string{modernMessage("1", "subscriptions/listen", `"notifications":{"toolsListChanged":true},`)}, "acknowledged"},
		"an older session": {[]string{initializeAble, `{"jsonrpc":"2.0","method":"notifications/initialized"}`}, `"id":0`},
		"a question": {[]string{initializeAble, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay","arguments":{"text":"x"}}}`},
			"elicitation/create"},
	} {
		t.Run(name, func(t *testing.T) {
			c := converse(t, serve(t, nil, asking("pay", open)).Server)
			c.say(messages.say...)
			if messages.wait != "" {
				c.next(messages.wait)
			}
			for _, line := range c.hangUp() {
				if !json.Valid([]byte(line)) {
					t.Errorf("no message: %q", line)
				}
			}
		})
	}
}

// TestStdioTellsWhatChanged: a client of the older protocol learns of changes and of updates, one of the newer what it
// listens for.
func TestStdioTellsWhatChanged(t *testing.T) {
	watched := mcpruntime.Resource(mcpruntime.ResourceSpec{URI: "x://watched", Name: "watched"}, open, codec.ReadNothing,
		func(context.Context, *struct{}) (string, error) { return "text", nil }, mcpruntime.ResourceText())
	change := func(s *site) {
		t.Helper()
		if err := s.Replace(tool("added", open)); err != nil {
			t.Fatal(err)
		}
		s.ResourceUpdated("x://watched")
	}
	t.Run("older", func(t *testing.T) {
		s := serve(t, nil, watched)
		c := converse(t, s.Server)
		c.say(initializeAble, `{"jsonrpc":"2.0","method":"notifications/initialized"}`,
			`{"jsonrpc":"2.0","id":1,"method":"resources/subscribe","params":{"uri":"x://watched"}}`)
		c.next(`"id":1`)
		change(s)
		c.next("notifications/tools/list_changed")
		c.next("notifications/resources/updated")
		c.hangUp()
	})
	t.Run("newer", func(t *testing.T) {
		s := serve(t, nil, watched)
		c := converse(t, s.Server)
		c.say(modernMessage("1", "subscriptions/listen", `"notifications":{"toolsListChanged":true,"resourceSubscriptions":["x://watched"]},`))
		c.next("acknowledged")
		change(s)
		c.next("notifications/tools/list_changed")
		c.next("notifications/resources/updated")
		c.say(`{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}`,
			modernMessage("2", "tools/list", ""))
		c.next(`"id":2`)
		for _, line := range c.hangUp() {
			if strings.Contains(line, `"id":1`) {
				t.Errorf("a cancelled request was answered: %s", line)
			}
		}
	})
}

// TestStdioCancel: what cancels a call may be the very next message. The call ends, and is not answered.
func TestStdioCancel(t *testing.T) {
	ended := make(chan error, 100)
	waits := mcpruntime.Tool(mcpruntime.ToolSpec{Name: "waits", InputSchema: textSchema}, open, decodeText,
		func(ctx context.Context, _ *textIn) (string, error) {
			select {
			case <-ctx.Done():
				ended <- nil
			case <-time.After(15 * time.Second):
				ended <- errors.New("it was not cancelled")
			}
			return "late", ctx.Err()
		}, mcpruntime.Text())
	c := converse(t, serve(t, nil, waits).Server)
	c.say(initializeAble)
	const calls = 50
	for id := range calls {
		c.say(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"waits","arguments":{"text":"x"}}}`, 100+id),
			fmt.Sprintf(`{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":%d}}`, 100+id))
	}
	c.say(`{"jsonrpc":"2.0","id":2,"method":"ping"}`)
	c.next(`"id":2`)
	for _, line := range c.hangUp() {
		t.Errorf("a cancelled call was answered: %s", line)
	}
	for range len(ended) { // a call that was cancelled before it began did not run at all
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// TestStdioAsksManyAtOnce: every call waits for an answer that comes behind all of them, and what is too much is refused
// instead of waited with.
func TestStdioAsksManyAtOnce(t *testing.T) {
	c := converse(t, serve(t, nil, asking("pay", open)).Server)
	c.say(initializeAble)
	c.next(`"id":0`)
	const calls, bound = 1100, 1000
	for id := range calls {
		c.say(fmt.Sprintf(`{"jsonrpc":"2.0","id":"call %d","method":"tools/call","params":{"name":"pay","arguments":{"text":"x"}}}`, id))
	}
	var questions []string
	for range calls {
		line := c.next("")
		switch {
		case strings.Contains(line, "elicitation/create"):
			var m struct{ ID string }
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				t.Fatal(err)
			}
			questions = append(questions, m.ID)
		case !strings.Contains(line, "temporarily unavailable"):
			t.Fatalf("got %s", line)
		}
	}
	if len(questions) != bound {
		t.Fatalf("%d calls asked, want %d", len(questions), bound)
	}
	for _, id := range questions {
		c.say(`{"jsonrpc":"2.0","id":"` + id + `","result":{"action":"accept","content":{}}}`)
	}
	for range questions {
		if line := c.next(""); !strings.Contains(line, "confirmed x") {
			t.Fatalf("got %s", line)
		}
	}
	c.hangUp()
}

// TestRequestsHaveParameters: go-sdk's client cannot read an input request without.
func TestRequestsHaveParameters(t *testing.T) {
	roots := mcpruntime.Tool(mcpruntime.ToolSpec{Name: "roots", InputSchema: textSchema}, open, decodeText,
		func(ctx context.Context, _ *textIn) (*mcp.CallToolResult, error) {
			return server.NewInputRequestBuilder("").Roots("r").ToolResult(), nil
		}, mcpruntime.ToolResult())
	call := `"name":"roots","arguments":{"text":"x"}`
	c := converse(t, serve(t, nil, roots).Server)
	c.say(initializeAble, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{`+call+`}}`)
	c.next(`"params":{}`)
	c.say(modernMessage("2", "tools/call", call+","))
	c.next(`{"method":"roots/list","params":{}}`)
	c.hangUp()
}
