package mcpruntime

import (
	"context"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// answerList filters, then pages, then joins what was prepared at registration. member is the list's name in the result.
func (s *Server) answerList(ctx context.Context, x *exchange, member string, all []*component) *wire.Reply {
	m := x.msg
	from, ok := parseCursor(m.Cursor)
	if !ok {
		return wire.ErrorReply(m, &wire.Error{
			Status: m.ErrorStatus(wire.CodeInvalidParams), Code: wire.CodeInvalidParams, Message: "invalid cursor",
		})
	}
	visible, layer := s.visible(ctx, x, all)
	if s.recordList(ctx, x, layer, len(visible), len(all)) != nil {
		return unavailableReply(x)
	}
	from = min(from, len(visible))
	page := visible[from:min(from+s.config.PageSize, len(visible))]

	size := 256 + len(s.identity) + len(m.ID)
	for _, c := range page {
		size += len(c.listing) + 1
	}
	body := s.cacheHints(s.beginResult(make([]byte, 0, size), m), m)
	body = append(append(append(body, '"'), member...), `":[`...)
	for i, c := range page {
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, c.listing...)
	}
	body = append(body, ']')
	if from+len(page) < len(visible) {
		body = append(append(append(body, `,"nextCursor":"`...), cursor(from+len(page))...), '"')
	}
	return &wire.Reply{Status: http.StatusOK, Body: append(body, '}', '}', '\n')}
}

// A cursor is the number of components already shown to this caller: it says nothing about those that are hidden.
func cursor(shown int) string {
	return base64.RawURLEncoding.EncodeToString([]byte("shown:" + strconv.Itoa(shown)))
}

func parseCursor(text string) (shown int, ok bool) {
	if text == "" {
		return 0, true
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return 0, false
	}
	digits, found := strings.CutPrefix(string(raw), "shown:")
	shown, err = strconv.Atoi(digits)
	return shown, found && err == nil && shown > 0
}

// cacheHints appends the members that results of the stateless protocol carry when they could be cached.
func (s *Server) cacheHints(dst []byte, m *wire.Message) []byte {
	if m.Modern() {
		dst = append(dst, `"ttlMs":0,"cacheScope":"private",`...)
	}
	return dst
}
