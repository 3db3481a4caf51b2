// Package schemas measures what a call pays for its arguments and result, and a start for its schemas.
package schemas

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/mcpgen/mcpgen/bench/schemas/tools"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/audit"
)

var sample = []byte(`{"id":"order-2026-0001","customer":{"name":"Ada Lovelace","email":"ada@example.com","since":1993},` +
	`"lines":[{"sku":"A-100","quantity":2,"price":19.95,"options":["red","large"]},{"sku":"B-200","quantity":1,"price":5,"options":[]},` +
	`{"sku":"C-300","quantity":12,"price":0.75,"options":["gift"]}],"labels":{"channel":"web","region":"eu","priority":"high"},` +
	`"note":"please ring twice, the bell is weak","express":true}`)

// values are ways from the bytes of arguments to a struct and back to the bytes of a result.
var values = []struct {
	name string
	run  func() error
}{
	{"mcpgen", func() error {
		var v tools.Order
		if problems := tools.Decode(sample, &v); problems != nil {
			return fmt.Errorf("%v", problems)
		}
		_, err := tools.Append(nil, &v)
		return err
	}},
	{"encoding/json, no validation", func() error {
		var v tools.Order
		if err := json.Unmarshal(sample, &v); err != nil {
			return err
		}
		_, err := json.Marshal(&v)
		return err
	}},
	{"go-json-experiment, no validation", func() error {
		var v tools.Order
		if err := jsonv2.Unmarshal(sample, &v); err != nil {
			return err
		}
		_, err := jsonv2.Marshal(&v)
		return err
	}},
	{"jsontext, tokens only", func() error {
		d := jsontext.NewDecoder(bytes.NewBuffer(sample))
		for {
			if _, err := d.ReadToken(); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
		}
	}},
}

func BenchmarkValues(b *testing.B) {
	for _, v := range values {
		b.Run(v.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := v.run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// message is a call of the tool.
var message = json.RawMessage(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"place_order","arguments":` + string(sample) + `}}`)

// handlers are mcp-go servers: the way without any typing, and the structured one with input validation.
var handlers = []struct {
	name string
	make func() *server.MCPServer
}{
	{"mcp-go, dispatch alone", func() *server.MCPServer {
		s := server.NewMCPServer("bench", "1")
		s.AddTool(mcp.NewToolWithRawSchema("place_order", "", []byte(schemaText())), func(context.Context, mcp.CallToolRequest) (*mcp.CallToolResult, error) {
			return mcp.NewToolResultText("ok"), nil
		})
		return s
	}},
	{"mcp-go, structured handler and input validation", func() *server.MCPServer {
		s := server.NewMCPServer("bench", "1", server.WithInputSchemaValidation())
		s.AddTool(mcp.NewToolWithRawSchema("place_order", "", []byte(schemaText())),
			mcp.NewStructuredToolHandler(func(_ context.Context, _ mcp.CallToolRequest, in tools.Order) (tools.Order, error) { return in, nil }))
		return s
	}},
}

func BenchmarkDispatch(b *testing.B) {
	for _, h := range handlers {
		b.Run(h.name, func(b *testing.B) {
			s := h.make()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := json.Marshal(s.HandleMessage(b.Context(), message)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("go-sdk, typed tool, with its in-memory transport", func(b *testing.B) { benchmarkSDK(b, addTyped) })
	b.Run("go-sdk, raw tool, with its in-memory transport", func(b *testing.B) { benchmarkSDK(b, addRaw) })
}

func benchmarkSDK(b *testing.B, add func(*sdk.Server, string)) {
	s := sdk.NewServer(&sdk.Implementation{Name: "bench", Version: "1"}, nil)
	add(s, "place_order")
	here, there := sdk.NewInMemoryTransports()
	if _, err := s.Connect(b.Context(), there, nil); err != nil {
		b.Fatal(err)
	}
	session, err := sdk.NewClient(&sdk.Implementation{Name: "client", Version: "1"}, nil).Connect(b.Context(), here, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer session.Close()
	b.ReportAllocs()
	for b.Loop() {
		result, err := session.CallTool(b.Context(), &sdk.CallToolParams{Name: "place_order", Arguments: json.RawMessage(sample)})
		if err != nil || result.IsError {
			b.Fatal(err, result)
		}
	}
}

func addTyped(s *sdk.Server, name string) {
	sdk.AddTool(s, &sdk.Tool{Name: name}, func(_ context.Context, _ *sdk.CallToolRequest, in untagged) (*sdk.CallToolResult, untagged, error) {
		return nil, in, nil
	})
}

func addRaw(s *sdk.Server, name string) {
	s.AddTool(&sdk.Tool{Name: name, InputSchema: json.RawMessage(schemaText())}, func(context.Context, *sdk.CallToolRequest) (*sdk.CallToolResult, error) {
		return &sdk.CallToolResult{Content: []sdk.Content{&sdk.TextContent{Text: "ok"}}}, nil
	})
}

// registrations register n tools.
var registrations = []struct {
	name string
	run  func(n int) error
}{
	{"mcpgen", func(n int) error {
		s, err := mcpruntime.New(mcpruntime.Config{Name: "bench", Version: "1", InsecureNoAuth: true, Audit: audit.Discard, Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			return err
		}
		defer s.Close()
		return s.Register(tools.Components(n, schemaText())...)
	}},
	{"mcp-go, raw schemas", func(n int) error {
		s := server.NewMCPServer("bench", "1")
		for i := range n {
			s.AddTool(mcp.NewToolWithRawSchema(fmt.Sprintf("place_order_%d", i), "PlaceOrder places an order.", []byte(schemaText())), nil)
		}
		return nil
	}},
	{"mcp-go, reflected schemas", func(n int) error {
		s := server.NewMCPServer("bench", "1")
		for i := range n {
			s.AddTool(mcp.NewTool(fmt.Sprintf("place_order_%d", i), mcp.WithInputSchema[untagged](), mcp.WithOutputSchema[untagged]()), nil)
		}
		return nil
	}},
	{"go-sdk, typed tools", func(n int) error {
		s := sdk.NewServer(&sdk.Implementation{Name: "bench", Version: "1"}, nil)
		for i := range n {
			addTyped(s, fmt.Sprintf("place_order_%d", i))
		}
		return nil
	}},
}

func BenchmarkRegister1000(b *testing.B) {
	for _, r := range registrations {
		b.Run(r.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := r.run(1000); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
