package wire

import (
	"bytes"
	"encoding/json"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

// Notification is a JSON-RPC notification.
func Notification(method string, params any) ([]byte, error) {
	return EncodeJSON(struct {
		JSONRPC string `json:"jsonrpc"`
		Method  string `json:"method"`
		Params  any    `json:"params,omitempty"`
	}{"2.0", method, params})
}

// EncodeJSON is json.Marshal without escapes for HTML.
func EncodeJSON(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// AppendText appends s as a JSON string.
func AppendText(dst []byte, s string) []byte { return codec.AppendString(dst, s) }

// AppendTexts appends a JSON array of strings.
func AppendTexts(dst []byte, list []string) []byte {
	dst = append(dst, '[')
	for i, s := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendText(dst, s)
	}
	return append(dst, ']')
}

// Request is a JSON-RPC request that a server sends; without JSONRPC and ID it is one inside of a result.
type Request struct {
	JSONRPC string          `json:"jsonrpc,omitempty"`
	ID      string          `json:"id,omitempty"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
}
