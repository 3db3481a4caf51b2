package mcpruntime_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
)

// telling is a tool that reports progress and logs its text, last of all.
func telling(name string) mcpruntime.Component {
	return mcpruntime.Tool(mcpruntime.ToolSpec{Name: name, InputSchema: textSchema}, open, decodeText,
		func(ctx context.Context, in *textIn) (string, error) {
			if err := mcpruntime.ReportProgress(ctx, 1, 2, "progress "+in.Text); err != nil {
				return "", err
			}
			return "done", mcpruntime.Log(ctx, mcpruntime.LogError, "", "log "+in.Text)
		}, mcpruntime.Text())
}

// TestStreamsTakeNoNotificationsOfCalls: what a call tells arrives with its answer, whatever streams are open beside it,
// and nothing of it on a stream. mcp-go mixes them up (TestLimitStreamsTakeNotificationsOfCalls).
func TestStreamsTakeNoNotificationsOfCalls(t *testing.T) {
	for _, e := range eras {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			s := serve(t, nil, telling("tells"))
			stream := s.stream(e, "scopes:")
			for i := range 200 {
				text := fmt.Sprintf("%d.", i)
				params := `"name":"tells","arguments":{"text":"` + text + `"},"_meta":{"progressToken":7`
				if e == modern {
					params += `,"io.modelcontextprotocol/logLevel":"debug",` + strings.TrimSuffix(strings.TrimPrefix(metaOf(e), `"_meta":{`), "}")
				}
				header, body := s.request(legacy, "scopes:", "tools/call", "tells", params+"}")
				if e == modern {
					header, _ = s.request(modern, "scopes:", "tools/call", "tells", "")
				}
				a := s.do("POST", "scopes:", header, body)
				if !strings.Contains(a.body, `"progress `+text+`"`) || !strings.Contains(a.body, `"log `+text+`"`) || !strings.Contains(a.body, "done") {
					t.Fatalf("got %s", a)
				}
			}
			if err := s.Replace(tool("added", open)); err != nil {
				t.Fatal(err)
			}
			select {
			case got := <-stream:
				if !strings.Contains(got, "tools/list_changed") {
					t.Errorf("the stream took %s", got)
				}
			case <-time.After(10 * time.Second):
				t.Error("the stream does not live")
			}
		})
	}
}
