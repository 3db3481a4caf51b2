package wire

import (
	"net/http"
	"strconv"
)

// Unsupported answers a method that is not served.
func (m *Message) Unsupported(text string) *Reply {
	return ErrorReply(m, &Error{Status: m.ErrorStatus(codeMethodNotFound), Code: codeMethodNotFound, Message: text})
}

// Accepted is the answer to a notification that needs nothing more.
func Accepted() *Reply { return &Reply{Status: http.StatusAccepted} }

// Reply is the answer to a message. The body is what travels over every transport; status,
// challenge and retry are for HTTP.
type Reply struct {
	Status    int
	Challenge string // WWW-Authenticate
	Retry     bool   // Retry-After
	Session   string // Mcp-Session-Id, of a session that begins
	Body      []byte
}

// ErrorReply is a JSON-RPC error as an answer to m.
func ErrorReply(m *Message, e *Error) *Reply {
	var id []byte
	if m != nil {
		id = m.ID
	}
	return &Reply{Status: e.Status, Body: AppendError(nil, id, e.Code, e.Message, e.Data)}
}

// AppendError appends a JSON-RPC error message. data is JSON, nil for none.
func AppendError(dst, id []byte, code int, text string, data []byte) []byte {
	if id == nil {
		id = []byte("null")
	}
	dst = append(dst, `{"jsonrpc":"2.0","id":`...)
	dst = append(append(dst, id...), `,"error":{"code":`...)
	dst = strconv.AppendInt(dst, int64(code), 10)
	dst = AppendText(append(dst, `,"message":`...), text)
	if data != nil {
		dst = append(append(dst, `,"data":`...), data...)
	}
	return append(dst, '}', '}', '\n')
}
