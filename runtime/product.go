package mcpruntime

import (
	"context"
	"fmt"
	"slices"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// answerProduct answers with what the function of c has made.
func (s *Server) answerProduct(ctx context.Context, x *exchange, c *component, p product) *wire.Reply {
	if c.tool != nil && p.tool == nil {
		r := s.identity.Begin(x.msg, 2*len(p.value)+64)
		appendContent(&r, c.tool.kind, p.value)
		return r.End()
	}
	result, err := s.encode(x, c, p)
	if err != nil {
		return s.failed(ctx, x, c, err)
	}
	return wire.ResultReply(x.msg, result)
}

// encode writes one of mcp-go's results, for the era and server of the request.
func (s *Server) encode(x *exchange, c *component, p product) ([]byte, error) {
	var result any
	var err error
	switch {
	case p.tool != nil:
		own := *p.tool
		own.Content, err = complete(own.Content)
		own.Meta, own.ResultType = s.resultMeta(own.Meta, x.msg)
		own.MultiRoundTripResult = mcp.MultiRoundTripResult{}
		result = own
	case p.prompt != nil:
		own := *p.prompt
		own.Messages, err = completeMessages(own.Messages)
		own.Meta, own.ResultType = s.resultMeta(own.Meta, x.msg)
		own.MultiRoundTripResult = mcp.MultiRoundTripResult{}
		if own.Description == "" {
			own.Description = c.prompt.spec.Description
		}
		result = own
	case p.read != nil:
		own := *p.read
		own.Contents, err = completeContents(own.Contents, x.msg.URI)
		own.Meta, own.ResultType = s.resultMeta(own.Meta, x.msg)
		own.MultiRoundTripResult = mcp.MultiRoundTripResult{}
		own.CacheableResult.TTLMs, own.CacheScope = nil, ""
		if x.msg.Modern() {
			own.SetCacheHints(0, mcp.CacheScopePrivate)
		}
		result = own
	default:
		err = errNoValue
	}
	if err != nil {
		return nil, err
	}
	body, err := wire.EncodeJSON(result)
	if err != nil {
		return nil, fmt.Errorf("encoding the result: %w", err)
	}
	return body, nil
}

// resultMeta is what the result of a function carries in its era, beside the function's own meta.
func (s *Server) resultMeta(meta *mcp.Meta, m *wire.Message) (*mcp.Meta, mcp.ResultType) {
	if !m.Modern() {
		return meta, ""
	}
	own := &mcp.Meta{AdditionalFields: map[string]any{}}
	if meta != nil {
		own.ProgressToken = meta.ProgressToken
		for name, value := range meta.AdditionalFields {
			own.AdditionalFields[name] = value
		}
	}
	own.AdditionalFields[mcp.MetaKeyServerInfo] = map[string]string{"name": s.config.Name, "version": s.config.Version}
	return own, mcp.ResultTypeComplete
}

// complete gives each piece of content the type that its Go type says, which authors forget. Nil content is an error.
func complete(list []mcp.Content) ([]mcp.Content, error) {
	list = slices.Clone(list)
	for i, one := range list {
		switch c := one.(type) {
		case nil:
			return nil, errNoValue
		case mcp.TextContent:
			c.Type = mcp.ContentTypeText
			list[i] = c
		case mcp.ImageContent:
			c.Type = mcp.ContentTypeImage
			list[i] = c
		case mcp.AudioContent:
			c.Type = mcp.ContentTypeAudio
			list[i] = c
		case mcp.ResourceLink:
			c.Type = mcp.ContentTypeLink
			list[i] = c
		case mcp.EmbeddedResource:
			c.Type = mcp.ContentTypeResource
			list[i] = c
		}
	}
	return list, nil
}

func completeMessages(list []mcp.PromptMessage) ([]mcp.PromptMessage, error) {
	list = append([]mcp.PromptMessage{}, list...)
	for i, message := range list {
		content, err := complete([]mcp.Content{message.Content})
		if err != nil {
			return nil, err
		}
		list[i].Content = content[0]
		if message.Role == "" {
			list[i].Role = mcp.RoleUser
		}
	}
	return list, nil
}

func completeContents(list []mcp.ResourceContents, uri string) ([]mcp.ResourceContents, error) {
	list = append([]mcp.ResourceContents{}, list...)
	for i, one := range list {
		switch c := one.(type) {
		case nil:
			return nil, errNoValue
		case mcp.TextResourceContents:
			if c.URI == "" {
				c.URI = uri
			}
			list[i] = c
		case mcp.BlobResourceContents:
			if c.URI == "" {
				c.URI = uri
			}
			list[i] = c
		}
	}
	return list, nil
}
