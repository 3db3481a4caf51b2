package mcpruntime

import (
	"context"
	"encoding/base64"
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

	size := 128
	for _, c := range page {
		size += len(c.listing) + 1
	}
	r := s.identity.Begin(m, size)
	if m.Modern() { // results that could be cached say how
		r.Member("ttlMs")
		r.Int(0)
		r.Member("cacheScope")
		r.Text("private")
	}
	r.Member(member)
	r.Raw("[")
	for i, c := range page {
		if i > 0 {
			r.Raw(",")
		}
		r.Body = append(r.Body, c.listing...)
	}
	r.Raw("]")
	if from+len(page) < len(visible) {
		r.Member("nextCursor")
		r.Text(cursor(from + len(page)))
	}
	return r.End()
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
