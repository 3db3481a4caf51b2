package mcpruntime

import (
	"bytes"
	"net/http"

	"github.com/mcpgen/mcpgen/runtime/internal/jsonscan"
)

// message is one JSON-RPC message, read strictly: what decides here and what mcp-go dispatches on must be the same, and
// encoding/json would accept duplicate members and match names without case.
type message struct {
	raw       []byte
	id        []byte // as it is written; nil for notifications
	method    string // "" for responses
	params    []byte
	name      string // params.name
	uri       string // params.uri
	cursor    string // params.cursor
	args      []byte // params.arguments as they are written; nil when absent
	ref       []byte // params.ref as it is written
	argument  []byte // params.argument as it is written
	context   []byte // params.context as it is written; nil when absent
	level     string // params.level
	version   string // the protocol version in params._meta
	cancelled []byte // params.requestId as it is written
	caps      []byte // the client capabilities: in params._meta, or of initialize
	result    []byte // of a response, as it is written; nil for none
	failure   []byte // the error of a response, as it is written

	progressToken  []byte // params._meta.progressToken as it is written; nil for none
	logLevel       string // the log level in params._meta
	requestState   string // params.requestState
	inputResponses []byte // params.inputResponses as they are written; nil when absent
	notifications  []byte // params.notifications as they are written
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

// wireError is a JSON-RPC error and the HTTP status it travels with.
type wireError struct {
	status, code int
	message      string
	data         []byte // JSON; nil for none
}

// JSON-RPC and MCP error codes.
const (
	codeParse          = -32700
	codeInvalidRequest = -32600
	codeMethodNotFound = -32601
	codeInvalidParams  = -32602
	codeInternal       = -32603
	codeHeaderMismatch = -32020
	codeForbidden      = -31403
	codeUnauthorized   = -31401
	codeUnavailable    = -31503
)

func invalidRequest(text string) *wireError {
	return &wireError{status: http.StatusBadRequest, code: codeInvalidRequest, message: text}
}

// parseMessage reads the body of a request.
func parseMessage(raw []byte) (*message, *wireError) {
	if !jsonscan.Valid(raw) {
		return nil, &wireError{status: http.StatusBadRequest, code: codeParse, message: "request body is not valid json"}
	}
	envelope, ok := jsonscan.MembersOf(raw)
	if !ok {
		return nil, invalidRequest("the body must be one JSON-RPC message: batches are not supported")
	}
	m := &message{raw: raw}
	var rpc string
	var names nameSet
	for name, value, ok := envelope.Next(); ok; name, value, ok = envelope.Next() {
		if !names.add(name, envelopeNames) {
			return nil, invalidRequest("duplicate or ambiguous member in the message")
		}
		switch string(name) {
		case "jsonrpc":
			rpc, _ = jsonscan.String(value)
		case "id":
			m.id = value
		case "method":
			if m.method, ok = jsonscan.String(value); !ok || m.method == "" {
				return nil, invalidRequest("method must be a string")
			}
		case "params":
			m.params = value
		case "result":
			m.result = value
		case "error":
			m.failure = value
		}
	}
	if m.method != "" && (m.result != nil || m.failure != nil) {
		return nil, invalidRequest("a message is a request or a response, not both")
	}
	if rpc != "2.0" {
		return nil, invalidRequest("Invalid JSON-RPC version")
	}
	if m.id != nil && !validID(m.id) {
		return nil, invalidRequest("id must be a string or a number of at most 256 bytes")
	}
	return m, m.readParams()
}

func validID(id []byte) bool {
	return len(id) <= maxIDBytes && (id[0] == '"' || id[0] == '-' || '0' <= id[0] && id[0] <= '9')
}

func (m *message) readParams() *wireError {
	if m.method == "" || m.params == nil {
		return nil
	}
	params, ok := jsonscan.MembersOf(m.params)
	if !ok {
		return m.invalidParams("params must be an object")
	}
	var names nameSet
	for name, value, ok := params.Next(); ok; name, value, ok = params.Next() {
		if !names.add(name, paramNames) {
			return invalidRequest("duplicate or ambiguous member in params")
		}
		switch string(name) {
		case "name":
			m.name, ok = jsonscan.String(value)
		case "uri":
			m.uri, ok = jsonscan.String(value)
		case "cursor":
			m.cursor, ok = jsonscan.String(value)
		case "arguments":
			m.args = given(value)
		case "requestId":
			m.cancelled = value
		case "ref":
			m.ref = value
		case "argument":
			m.argument = value
		case "context":
			m.context = given(value)
		case "requestState":
			m.requestState, ok = jsonscan.String(value)
		case "inputResponses":
			m.inputResponses = given(value)
		case "notifications":
			m.notifications = value
		case "level":
			m.level, ok = jsonscan.String(value)
		case "capabilities":
			if m.method == "initialize" {
				m.caps = value
			}
		case "_meta":
			if problem := m.readMeta(value); problem != nil {
				return problem
			}
		}
		if !ok {
			return m.invalidParams(string(name) + " must be a string")
		}
	}
	return nil
}

// given is the arguments as they are written, nil for null: many clients send it for functions without parameters.
func given(args []byte) []byte {
	if string(args) == "null" {
		return nil
	}
	return args
}

// invalidParams is the error for params of the wrong shape; legacy clients expect it with status 200.
func (m *message) invalidParams(text string) *wireError {
	return &wireError{status: m.errorStatus(codeInvalidParams), code: codeInvalidParams, message: text}
}

func (m *message) readMeta(raw []byte) *wireError {
	meta, ok := jsonscan.MembersOf(raw)
	if !ok {
		return m.invalidParams("_meta must be an object")
	}
	var names nameSet
	for name, value, ok := meta.Next(); ok; name, value, ok = meta.Next() {
		if !names.add(name, nil) {
			return invalidRequest("duplicate member in _meta")
		}
		switch string(name) {
		case "progressToken":
			if validID(value) {
				m.progressToken = value
			}
		case "io.modelcontextprotocol/logLevel":
			m.logLevel, _ = jsonscan.String(value)
		case "io.modelcontextprotocol/protocolVersion":
			m.version, _ = jsonscan.String(value)
		case "io.modelcontextprotocol/clientCapabilities":
			m.caps = value
		}
	}
	return nil
}

// modern reports whether the message names a protocol version without sessions.
func (m *message) modern() bool { return isModern(m.version) }

// kept is what an answer needs of a message, in memory of its own.
func (m *message) kept() *message {
	return &message{id: bytes.Clone(m.id), method: m.method, version: m.version}
}

// errorStatus is the HTTP status for a JSON-RPC error: the stateless protocol maps codes to statuses, the older one
// sends 200.
func (m *message) errorStatus(code int) int {
	if !m.modern() {
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
