package wire

import (
	"bytes"
	"encoding/json"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

// IdentityMembers are the members that every result of the stateless protocol carries.
func IdentityMembers(name, version string) []byte {
	b := AppendText([]byte(`"_meta":{"io.modelcontextprotocol/serverInfo":{"name":`), name)
	b = AppendText(append(b, `,"version":`...), version)
	return append(b, `}},"resultType":"complete",`...)
}

func TrimComma(p []byte) []byte {
	if n := len(p); n > 0 && p[n-1] == ',' {
		return p[:n-1]
	}
	return p
}

// Notification is a JSON-RPC notification, with a line break at its end.
func Notification(method string, params any) ([]byte, error) {
	return EncodeJSON(struct {
		JSONRPC string `json:"jsonrpc"`
		Method  string `json:"method"`
		Params  any    `json:"params,omitempty"`
	}{"2.0", method, params})
}

// EncodeJSON is json.Marshal without escapes for HTML, and with a line break at its end.
func EncodeJSON(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return b.Bytes(), err
}

func TrimNewline(p []byte) []byte {
	if n := len(p); n > 0 && p[n-1] == '\n' {
		return p[:n-1]
	}
	return p
}

// AppendText appends s as a JSON string.
func AppendText(dst []byte, s string) []byte { return codec.AppendString(dst, s) }

// AppendTextError appends the members of a tool result that reports an error by which a model can correct itself.
func AppendTextError(dst []byte, text string) []byte {
	dst = append(dst, `"content":[{"type":"text","text":`...)
	return append(AppendText(dst, text), `}],"isError":true`...)
}
