package wire

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/mark3labs/mcp-go/mcp"
)

// Headers are the headers that must agree with the body; nil when the message did not arrive over HTTP.
type Headers http.Header

// Get returns the first value of a header; "" where there is none, or where no headers came.
func (h Headers) Get(name string) string { return http.Header(h).Get(name) }

// single reports whether the header is sent at most once: a second value could be the one another party reads.
func (h Headers) single(name string) bool { return len(h[name]) <= 1 }

// ProtocolProblem says what is wrong with a request as a message of its protocol era, before anything is looked up, so
// that the answer cannot depend on what exists. Texts and order are those of mcp-go.
func (m *Message) ProtocolProblem(h Headers) *Error {
	if h != nil {
		if problem := m.headerProblem(h); problem != nil {
			return problem
		}
	}
	if !m.Modern() {
		return nil
	}
	if !mcp.IsValidProtocolVersion(m.Version) {
		return unsupportedVersion(m.Version)
	}
	if len(m.Capabilities) == 0 || m.Capabilities[0] != '{' {
		return &Error{Status: http.StatusBadRequest, Code: CodeInvalidParams,
			Message: "missing or invalid _meta field " + mcp.MetaKeyClientCapabilities}
	}
	return nil
}

// headerProblem finds headers that contradict the body.
func (m *Message) headerProblem(h Headers) *Error {
	for _, name := range []string{mcp.HeaderProtocolVersion, mcp.HeaderMethod, mcp.HeaderName} {
		if !h.single(name) {
			return mismatch("header " + name + " is sent more than once")
		}
	}
	version := h.Get(mcp.HeaderProtocolVersion)
	if IsModern(version) || m.Modern() {
		if problem := m.modernVersionProblem(h, version); problem != nil {
			return problem
		}
		if h.Get(mcp.HeaderMethod) == "" {
			return mismatch("missing required header " + mcp.HeaderMethod)
		}
		if h.Get(mcp.HeaderName) == "" && m.target() != "" {
			return mismatch("missing required header " + mcp.HeaderName)
		}
	} else if version != "" && !mcp.IsValidProtocolVersion(version) && m.Method != "initialize" {
		return unsupportedVersion(version)
	}
	if method := h.Get(mcp.HeaderMethod); method != "" && method != m.Method {
		return mismatch("header " + mcp.HeaderMethod + " does not match the body")
	}
	if name := h.Get(mcp.HeaderName); name != "" && m.namesTarget() {
		if decoded, ok := mcp.DecodeHeaderValue(name); !ok || decoded != m.target() {
			return mismatch("header " + mcp.HeaderName + " does not match the body")
		}
	}
	return nil
}

func (m *Message) modernVersionProblem(h Headers, version string) *Error {
	switch {
	case h.Get(mcp.HeaderLastEventID) != "":
		return mismatch(mcp.HeaderLastEventID + " is not supported in protocol version " + mcp.ProtocolVersion20260728 +
			": streams are not resumable, re-issue the request with a new ID")
	case version == "":
		return mismatch(mcp.HeaderProtocolVersion + " header is required for requests carrying " + mcp.MetaKeyProtocolVersion)
	case m.Version == "":
		return &Error{Status: http.StatusBadRequest, Code: CodeInvalidParams,
			Message: "missing or invalid _meta field " + mcp.MetaKeyProtocolVersion}
	case version != m.Version:
		return mismatch(mcp.HeaderProtocolVersion + " header does not match request " + mcp.MetaKeyProtocolVersion)
	}
	return nil
}

// namesTarget reports whether the method names one component that Mcp-Name repeats.
func (m *Message) namesTarget() bool {
	return m.Method == "tools/call" || m.Method == "prompts/get" || m.Method == "resources/read"
}

// target is the name or URI of the component that the method names, "" for other methods.
func (m *Message) target() string {
	switch m.Method {
	case "tools/call", "prompts/get":
		return m.Name
	case "resources/read":
		return m.URI
	}
	return ""
}

// ParamHeaderProblem finds parameters that travel in headers and do not agree with them. It runs for callers who may call
// the tool: before, it would tell that there is one.
func (m *Message) ParamHeaderProblem(h Headers, headed *mcp.Tool) *Error {
	if headed == nil || h == nil || !m.Modern() {
		return nil
	}
	lookup := func(name string) (string, bool) {
		values := http.Header(h).Values(name)
		if len(values) == 0 {
			return "", false
		}
		return strings.Join(values, ", "), true
	}
	if err := mcp.ValidateParamHeadersLookup(lookup, headed, m.Params); err != nil {
		return mismatch(err.Error())
	}
	return nil
}

func mismatch(text string) *Error {
	return &Error{Status: http.StatusBadRequest, Code: codeHeaderMismatch, Message: text}
}

func unsupportedVersion(version string) *Error {
	if len(version) > 64 {
		version = version[:64]
	}
	data := []byte(`{"supported":[`)
	for i, v := range mcp.ValidProtocolVersions {
		if i > 0 {
			data = append(data, ',')
		}
		data = strconv.AppendQuote(data, v)
	}
	data = append(AppendText(append(data, `],"requested":`...), version), '}')
	return &Error{
		Status: http.StatusBadRequest, Code: mcp.UNSUPPORTED_PROTOCOL_VERSION, Data: data,
		Message: fmt.Sprintf("unsupported protocol version: %q (supported: %v)", version, mcp.ValidProtocolVersions),
	}
}

// TakesEvents reports whether the client accepts server-sent events.
func TakesEvents(h Headers) bool {
	return strings.Contains(strings.Join(http.Header(h).Values("Accept"), ","), "text/event-stream")
}
