package mcpruntime

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/mark3labs/mcp-go/mcp"
)

// isModern reports whether a protocol version is of the stateless era.
func isModern(version string) bool { return mcp.IsModernProtocol(version) }

// requestHeaders are the headers that must agree with the body; nil when the message did not arrive over HTTP.
type requestHeaders http.Header

func (h requestHeaders) get(name string) string { return http.Header(h).Get(name) }

// single reports whether the header is sent at most once: a second value could be the one another party reads.
func (h requestHeaders) single(name string) bool { return len(h[name]) <= 1 }

// protocolProblem says what is wrong with a request as a message of its protocol era, before anything is looked up, so
// that the answer cannot depend on what exists. Texts and order are those of mcp-go.
func (m *message) protocolProblem(h requestHeaders) *wireError {
	if h != nil {
		if problem := m.headerProblem(h); problem != nil {
			return problem
		}
	}
	if !m.modern() {
		return nil
	}
	if !mcp.IsValidProtocolVersion(m.version) {
		return unsupportedVersion(m.version)
	}
	if len(m.caps) == 0 || m.caps[0] != '{' {
		return &wireError{status: http.StatusBadRequest, code: codeInvalidParams,
			message: "missing or invalid _meta field " + mcp.MetaKeyClientCapabilities}
	}
	return nil
}

// headerProblem finds headers that contradict the body.
func (m *message) headerProblem(h requestHeaders) *wireError {
	for _, name := range []string{mcp.HeaderProtocolVersion, mcp.HeaderMethod, mcp.HeaderName} {
		if !h.single(name) {
			return mismatch("header " + name + " is sent more than once")
		}
	}
	version := h.get(mcp.HeaderProtocolVersion)
	if isModern(version) || m.modern() {
		if problem := m.modernVersionProblem(h, version); problem != nil {
			return problem
		}
		if h.get(mcp.HeaderMethod) == "" {
			return mismatch("missing required header " + mcp.HeaderMethod)
		}
		if h.get(mcp.HeaderName) == "" && m.target() != "" {
			return mismatch("missing required header " + mcp.HeaderName)
		}
	} else if version != "" && !mcp.IsValidProtocolVersion(version) && m.method != "initialize" {
		return unsupportedVersion(version)
	}
	if method := h.get(mcp.HeaderMethod); method != "" && method != m.method {
		return mismatch("header " + mcp.HeaderMethod + " does not match the body")
	}
	if name := h.get(mcp.HeaderName); name != "" && m.namesTarget() {
		if decoded, ok := mcp.DecodeHeaderValue(name); !ok || decoded != m.target() {
			return mismatch("header " + mcp.HeaderName + " does not match the body")
		}
	}
	return nil
}

func (m *message) modernVersionProblem(h requestHeaders, version string) *wireError {
	switch {
	case h.get(mcp.HeaderLastEventID) != "":
		return mismatch(mcp.HeaderLastEventID + " is not supported in protocol version " + mcp.ProtocolVersion20260728 +
			": streams are not resumable, re-issue the request with a new ID")
	case version == "":
		return mismatch(mcp.HeaderProtocolVersion + " header is required for requests carrying " + mcp.MetaKeyProtocolVersion)
	case m.version == "":
		return &wireError{status: http.StatusBadRequest, code: codeInvalidParams,
			message: "missing or invalid _meta field " + mcp.MetaKeyProtocolVersion}
	case version != m.version:
		return mismatch(mcp.HeaderProtocolVersion + " header does not match request " + mcp.MetaKeyProtocolVersion)
	}
	return nil
}

// namesTarget reports whether the method names one component that Mcp-Name repeats.
func (m *message) namesTarget() bool {
	return m.method == "tools/call" || m.method == "prompts/get" || m.method == "resources/read"
}

// target is the name or URI of the component that the method names, "" for other methods.
func (m *message) target() string {
	switch m.method {
	case "tools/call", "prompts/get":
		return m.name
	case "resources/read":
		return m.uri
	}
	return ""
}

// paramHeaderProblem finds parameters that travel in headers and do not agree with them. It runs for callers who may call
// the tool: before, it would tell that there is one.
func (m *message) paramHeaderProblem(h requestHeaders, headed *mcp.Tool) *wireError {
	if headed == nil || h == nil || !m.modern() {
		return nil
	}
	lookup := func(name string) (string, bool) {
		values := http.Header(h).Values(name)
		if len(values) == 0 {
			return "", false
		}
		return strings.Join(values, ", "), true
	}
	if err := mcp.ValidateParamHeadersLookup(lookup, headed, m.params); err != nil {
		return mismatch(err.Error())
	}
	return nil
}

func mismatch(text string) *wireError {
	return &wireError{status: http.StatusBadRequest, code: codeHeaderMismatch, message: text}
}

func unsupportedVersion(version string) *wireError {
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
	data = append(appendText(append(data, `],"requested":`...), version), '}')
	return &wireError{
		status: http.StatusBadRequest, code: mcp.UNSUPPORTED_PROTOCOL_VERSION, data: data,
		message: fmt.Sprintf("unsupported protocol version: %q (supported: %v)", version, mcp.ValidProtocolVersions),
	}
}
