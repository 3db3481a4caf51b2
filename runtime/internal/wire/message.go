package wire

import (
	"bytes"
	"errors"
	"net/http"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/internal/jsonscan"
)

// Message is one JSON-RPC message, read strictly: what decides here and what mcp-go dispatches on must be the same, and
// encoding/json would accept duplicate members and match names without case.
type Message struct {
	Raw          []byte
	ID           []byte // as it is written; nil for notifications
	Method       string // "" for responses
	Params       []byte
	Name         string // params.name
	URI          string // params.uri
	Cursor       string // params.cursor
	Arguments    []byte // params.arguments as they are written; nil when absent
	ref          []byte // params.ref as it is written
	argument     []byte // params.argument as it is written
	context      []byte // params.context as it is written; nil when absent
	Level        string // params.level
	Version      string // the protocol version in params._meta
	Cancelled    []byte // params.requestId as it is written
	Capabilities []byte // the client capabilities: in params._meta, or of initialize
	Result       []byte // of a response, as it is written; nil for none
	Failure      []byte // the error of a response, as it is written

	ProgressToken  []byte // params._meta.progressToken as it is written; nil for none
	LogLevel       string // the log level in params._meta
	RequestState   string // params.requestState
	InputResponses []byte // params.inputResponses as they are written; nil when absent
	Notifications  []byte // params.notifications as they are written
}

// maxIDBytes bounds the id of a request, since it is echoed.
const maxIDBytes = 256

// envelopeNames and paramNames are the members whose variants in case would mean the same to encoding/json.
var (
	envelopeNames = []string{"jsonrpc", "id", "method", "params", "result", "error"}
	paramNames    = []string{
		"name", "uri", "arguments", "_meta", "task", "cursor", "ref", "argument", "context", "requestState",
		"inputResponses", "requestId", "level", "protocolVersion", "capabilities", "clientInfo", "notifications",
	}
)

// Error is a JSON-RPC error and the HTTP status it travels with.
type Error struct {
	Status, Code int
	Message      string
	Data         []byte // JSON; nil for none
}

// JSON-RPC and MCP error codes.
const (
	codeParse          = -32700
	codeInvalidRequest = -32600
	codeMethodNotFound = -32601
	CodeInvalidParams  = -32602
	codeInternal       = -32603
	codeHeaderMismatch = -32020
	CodeForbidden      = -31403
	CodeUnauthorized   = -31401
	CodeUnavailable    = -31503
)

// InternalError is all that a caller learns of a failure of the server's own.
func InternalError() *Error {
	return &Error{Status: http.StatusOK, Code: codeInternal, Message: ErrInternal.Error()}
}

// InvalidRequest is the error for what is no message of the protocol.
func InvalidRequest(text string) *Error {
	return &Error{Status: http.StatusBadRequest, Code: codeInvalidRequest, Message: text}
}

// Parse reads the body of a request.
func Parse(raw []byte) (*Message, *Error) {
	if !jsonscan.Valid(raw) {
		return nil, &Error{Status: http.StatusBadRequest, Code: codeParse, Message: "request body is not valid json"}
	}
	envelope, ok := jsonscan.MembersOf(raw)
	if !ok {
		return nil, InvalidRequest("the body must be one JSON-RPC message: batches are not supported")
	}
	m := &Message{Raw: raw}
	var rpc string
	var names nameSet
	for name, value, ok := envelope.Next(); ok; name, value, ok = envelope.Next() {
		if !names.add(name, envelopeNames) {
			return nil, InvalidRequest("duplicate or ambiguous member in the message")
		}
		switch string(name) {
		case "jsonrpc":
			rpc, _ = jsonscan.String(value)
		case "id":
			m.ID = value
		case "method":
			if m.Method, ok = jsonscan.String(value); !ok || m.Method == "" {
				return nil, InvalidRequest("method must be a string")
			}
		case "params":
			m.Params = value
		case "result":
			m.Result = value
		case "error":
			m.Failure = value
		}
	}
	if m.Method != "" && (m.Result != nil || m.Failure != nil) {
		return nil, InvalidRequest("a message is a request or a response, not both")
	}
	if rpc != "2.0" {
		return nil, InvalidRequest("Invalid JSON-RPC version")
	}
	if m.ID != nil && !validID(m.ID) {
		return nil, InvalidRequest("id must be a string or a number of at most 256 bytes")
	}
	return m, m.readParams()
}

func validID(id []byte) bool {
	return len(id) <= maxIDBytes && (id[0] == '"' || id[0] == '-' || '0' <= id[0] && id[0] <= '9')
}

func (m *Message) readParams() *Error {
	if m.Method == "" || m.Params == nil {
		return nil
	}
	params, ok := jsonscan.MembersOf(m.Params)
	if !ok {
		return m.InvalidParams("params must be an object")
	}
	var names nameSet
	for name, value, ok := params.Next(); ok; name, value, ok = params.Next() {
		if !names.add(name, paramNames) {
			return InvalidRequest("duplicate or ambiguous member in params")
		}
		switch string(name) {
		case "name":
			m.Name, ok = jsonscan.String(value)
		case "uri":
			m.URI, ok = jsonscan.String(value)
		case "cursor":
			m.Cursor, ok = jsonscan.String(value)
		case "arguments":
			m.Arguments = nullAsAbsent(value)
		case "requestId":
			m.Cancelled = value
		case "ref":
			m.ref = value
		case "argument":
			m.argument = value
		case "context":
			m.context = nullAsAbsent(value)
		case "requestState":
			m.RequestState, ok = jsonscan.String(value)
		case "inputResponses":
			m.InputResponses = nullAsAbsent(value)
		case "notifications":
			m.Notifications = value
		case "level":
			m.Level, ok = jsonscan.String(value)
		case "capabilities":
			if m.Method == "initialize" {
				m.Capabilities = value
			}
		case "_meta":
			if problem := m.readMeta(value); problem != nil {
				return problem
			}
		}
		if !ok {
			return m.InvalidParams(string(name) + " must be a string")
		}
	}
	return nil
}

// nullAsAbsent is the arguments as they are written, nil for null: many clients send it for functions without parameters.
func nullAsAbsent(args []byte) []byte {
	if string(args) == "null" {
		return nil
	}
	return args
}

// InvalidParams is the error for params of the wrong shape; legacy clients expect it with status 200.
func (m *Message) InvalidParams(text string) *Error {
	return &Error{Status: m.ErrorStatus(CodeInvalidParams), Code: CodeInvalidParams, Message: text}
}

func (m *Message) readMeta(raw []byte) *Error {
	meta, ok := jsonscan.MembersOf(raw)
	if !ok {
		return m.InvalidParams("_meta must be an object")
	}
	var names nameSet
	for name, value, ok := meta.Next(); ok; name, value, ok = meta.Next() {
		if !names.add(name, nil) {
			return InvalidRequest("duplicate member in _meta")
		}
		switch string(name) {
		case "progressToken":
			if validID(value) {
				m.ProgressToken = value
			}
		case "io.modelcontextprotocol/logLevel":
			m.LogLevel, _ = jsonscan.String(value)
		case "io.modelcontextprotocol/protocolVersion":
			m.Version, _ = jsonscan.String(value)
		case "io.modelcontextprotocol/clientCapabilities":
			m.Capabilities = value
		}
	}
	return nil
}

// Modern reports whether the message names a protocol version without sessions.
func (m *Message) Modern() bool { return IsModern(m.Version) }

// Detach is what an answer needs of a message, in memory of its own.
func (m *Message) Detach() *Message {
	return &Message{ID: bytes.Clone(m.ID), Method: m.Method, Version: m.Version}
}

// ErrorStatus is the HTTP status for a JSON-RPC error: the stateless protocol maps codes to statuses, the older one
// sends 200.
func (m *Message) ErrorStatus(code int) int {
	if !m.Modern() {
		return http.StatusOK
	}
	switch code {
	case codeMethodNotFound:
		return http.StatusNotFound
	case codeInternal:
		return http.StatusOK
	default:
		return http.StatusBadRequest
	}
}

// nameSet finds members that are written twice, or differ from a known name only in case.
type nameSet struct {
	seen  [16][]byte
	count int
}

func (s *nameSet) add(name []byte, known []string) bool {
	for _, k := range known {
		if len(name) <= len(k)+4 && string(name) != k && bytes.EqualFold(name, []byte(k)) {
			return false
		}
	}
	for _, earlier := range s.seen[:s.count] {
		if bytes.Equal(earlier, name) {
			return false
		}
	}
	if s.count == len(s.seen) {
		return false
	}
	s.seen[s.count] = name
	s.count++
	return true
}

// ErrInternal stands for a panic or a value that cannot be encoded. Its text is all a caller learns.
var ErrInternal = errors.New("internal error")

// IsModern reports whether a protocol version is of the stateless era.
func IsModern(version string) bool { return mcp.IsModernProtocol(version) }
