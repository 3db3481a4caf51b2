package wire

import (
	"net/http"
	"strconv"
)

// Identity is the server as results of the stateless protocol name it.
type Identity struct{ info []byte }

// NewIdentity prepares the identity of a server.
func NewIdentity(name, version string) Identity {
	b := AppendText([]byte(`"io.modelcontextprotocol/serverInfo":{"name":`), name)
	b = AppendText(append(b, `,"version":`...), version)
	return Identity{append(b, '}')}
}

// Result writes the answer to a request into one buffer: Begin, then the members of the result, each with its value, then
// End. The zero Result is not begun.
type Result struct {
	// Body is what is written so far; a member's value may be appended to it.
	Body  []byte
	comma bool
}

// Begin begins the complete result that answers m, with room for size bytes of members.
func (i Identity) Begin(m *Message, size int) Result { return i.begin(m, "complete", nil, size) }

// BeginInputRequired begins a result that asks the client of m for input.
func (i Identity) BeginInputRequired(m *Message) Result { return i.begin(m, "input_required", nil, 0) }

// BeginSubscription begins the result that ends a subscription, which has the id of m.
func (i Identity) BeginSubscription(m *Message) Result {
	return i.begin(m, "complete", []byte(`"io.modelcontextprotocol/subscriptionId":`+string(m.ID)+`,`), 0)
}

// EmptyReply answers m with a result that says nothing.
func (i Identity) EmptyReply(m *Message) *Reply {
	r := i.Begin(m, 0)
	return r.End()
}

// begin writes the envelope, and what results of the stateless protocol say of themselves. meta are further members of
// _meta.
func (i Identity) begin(m *Message, resultType string, meta []byte, size int) Result {
	r := Result{Body: make([]byte, 0, size+len(i.info)+len(meta)+len(m.ID)+96)}
	r.Raw(`{"jsonrpc":"2.0","id":`)
	r.Body = append(r.Body, m.ID...)
	r.Raw(`,"result":{`)
	if !m.Modern() {
		return r
	}
	r.Member("_meta")
	r.Raw(`{`)
	r.Body = append(append(r.Body, meta...), i.info...)
	r.Raw(`}`)
	r.Member("resultType")
	r.Text(resultType)
	return r
}

// Member begins a member; its value follows. name needs no escapes.
func (r *Result) Member(name string) {
	if r.comma {
		r.Body = append(r.Body, ',')
	}
	r.comma = true
	r.Body = append(append(append(r.Body, '"'), name...), '"', ':')
}

// Raw appends JSON, or a part of it.
func (r *Result) Raw(json string) { r.Body = append(r.Body, json...) }

// Text appends a JSON string.
func (r *Result) Text(s string) { r.Body = AppendText(r.Body, s) }

// Int appends a JSON number.
func (r *Result) Int(n int) { r.Body = strconv.AppendInt(r.Body, int64(n), 10) }

// Bool appends a JSON boolean.
func (r *Result) Bool(b bool) { r.Body = strconv.AppendBool(r.Body, b) }

// Texts appends a JSON array of strings.
func (r *Result) Texts(list []string) { r.Body = AppendTexts(r.Body, list) }

// End completes the answer.
func (r *Result) End() *Reply {
	return &Reply{Status: http.StatusOK, Body: append(r.Body, '}', '}', '\n')}
}

// ResultReply answers m with a result that is encoded already.
func ResultReply(m *Message, result []byte) *Reply {
	body := make([]byte, 0, len(result)+len(m.ID)+40)
	body = append(append(body, `{"jsonrpc":"2.0","id":`...), m.ID...)
	body = append(append(body, `,"result":`...), result...)
	return &Reply{Status: http.StatusOK, Body: append(body, '}', '\n')}
}
