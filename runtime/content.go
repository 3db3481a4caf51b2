package mcpruntime

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/codec"
)

// OneContent sends one piece of content: text, an image, sound, a link or an embedded resource.
func OneContent() Result[mcp.Content] {
	return Result[mcp.Content]{form: formMCP, convert: func(out *mcp.Content) (*mcp.CallToolResult, error) {
		return &mcp.CallToolResult{Content: []mcp.Content{*out}}, nil
	}}
}

// Contents sends several pieces of content.
func Contents() Result[[]mcp.Content] {
	return Result[[]mcp.Content]{form: formMCP, convert: func(out *[]mcp.Content) (*mcp.CallToolResult, error) {
		return &mcp.CallToolResult{Content: *out}, nil
	}}
}

// ToolResult sends mcp-go's result as it is, which may be an error or ask for input.
func ToolResult() Result[*mcp.CallToolResult] {
	return Result[*mcp.CallToolResult]{form: formMCP, convert: func(out **mcp.CallToolResult) (*mcp.CallToolResult, error) {
		return *out, nil
	}}
}

// PromptResult says how the value of a prompt's function becomes messages. Make one with [PromptText], [PromptMessage],
// [PromptMessages] or [PromptReply]; the zero PromptResult refuses registration.
type PromptResult[Out any] struct {
	convert func(*Out) (*mcp.GetPromptResult, error)
}

// PromptText makes one message of the user.
func PromptText() PromptResult[string] {
	return PromptResult[string]{func(out *string) (*mcp.GetPromptResult, error) {
		return &mcp.GetPromptResult{Messages: []mcp.PromptMessage{mcp.NewPromptMessage(mcp.RoleUser, mcp.NewTextContent(*out))}}, nil
	}}
}

// PromptMessage is one message.
func PromptMessage() PromptResult[mcp.PromptMessage] {
	return PromptResult[mcp.PromptMessage]{func(out *mcp.PromptMessage) (*mcp.GetPromptResult, error) {
		return &mcp.GetPromptResult{Messages: []mcp.PromptMessage{*out}}, nil
	}}
}

// PromptMessages are several messages.
func PromptMessages() PromptResult[[]mcp.PromptMessage] {
	return PromptResult[[]mcp.PromptMessage]{func(out *[]mcp.PromptMessage) (*mcp.GetPromptResult, error) {
		return &mcp.GetPromptResult{Messages: *out}, nil
	}}
}

// PromptReply is mcp-go's result as it is, which may ask for input.
func PromptReply() PromptResult[*mcp.GetPromptResult] {
	return PromptResult[*mcp.GetPromptResult]{func(out **mcp.GetPromptResult) (*mcp.GetPromptResult, error) { return *out, nil }}
}

// ResourceResult says how the value of a resource's function becomes its content. Make one with [ResourceText],
// [ResourceBytes], [ResourceJSON], [ResourceContent], [ResourceContents] or [ResourceReply]; the zero ResourceResult
// refuses registration.
type ResourceResult[Out any] struct {
	convert func(out *Out, uri, mime string) (*mcp.ReadResourceResult, error)
}

// ResourceText is text.
func ResourceText() ResourceResult[string] {
	return ResourceResult[string]{func(out *string, uri, mime string) (*mcp.ReadResourceResult, error) {
		return contents(mcp.TextResourceContents{URI: uri, MIMEType: mime, Text: *out}), nil
	}}
}

// ResourceBytes is binary.
func ResourceBytes() ResourceResult[[]byte] {
	return ResourceResult[[]byte]{func(out *[]byte, uri, mime string) (*mcp.ReadResourceResult, error) {
		blob := base64.StdEncoding.EncodeToString(*out)
		return contents(mcp.BlobResourceContents{URI: uri, MIMEType: mime, Blob: blob}), nil
	}}
}

// ResourceJSON is the JSON of a value, as text.
func ResourceJSON[Out any](encode func(*codec.Encoder, *Out)) ResourceResult[Out] {
	if encode == nil {
		return ResourceResult[Out]{}
	}
	return ResourceResult[Out]{func(out *Out, uri, mime string) (*mcp.ReadResourceResult, error) {
		text, err := codec.Append(nil, out, encode)
		return contents(mcp.TextResourceContents{URI: uri, MIMEType: mime, Text: string(text)}), err
	}}
}

// ResourceContent is one of mcp-go's contents; what leaves out its URI has that of the request.
func ResourceContent() ResourceResult[mcp.ResourceContents] {
	return ResourceResult[mcp.ResourceContents]{func(out *mcp.ResourceContents, _, _ string) (*mcp.ReadResourceResult, error) {
		return contents(*out), nil
	}}
}

// ResourceContents are several of mcp-go's contents.
func ResourceContents() ResourceResult[[]mcp.ResourceContents] {
	return ResourceResult[[]mcp.ResourceContents]{func(out *[]mcp.ResourceContents, _, _ string) (*mcp.ReadResourceResult, error) {
		return contents(*out...), nil
	}}
}

// ResourceReply is mcp-go's result as it is, which may ask for input.
func ResourceReply() ResourceResult[*mcp.ReadResourceResult] {
	return ResourceResult[*mcp.ReadResourceResult]{
		func(out **mcp.ReadResourceResult, _, _ string) (*mcp.ReadResourceResult, error) { return *out, nil },
	}
}

func contents(list ...mcp.ResourceContents) *mcp.ReadResourceResult {
	return &mcp.ReadResourceResult{Contents: list}
}

// errNoValue is what a function has done wrong that returns neither a value nor an error.
var errNoValue = errors.New("the function returned nothing to send")

// product is what a function of mcp-go's types has made: one of the three is set.
type product struct {
	tool   *mcp.CallToolResult
	prompt *mcp.GetPromptResult
	read   *mcp.ReadResourceResult
}

// question returns what the function wants to know before it goes on.
func (p product) question() (question, bool) {
	switch {
	case p.tool.NeedsInput():
		return question{p.tool.InputRequests, p.tool.RequestState}, true
	case p.prompt.NeedsInput():
		return question{p.prompt.InputRequests, p.prompt.RequestState}, true
	case p.read.NeedsInput():
		return question{p.read.InputRequests, p.read.RequestState}, true
	}
	return question{}, false
}

// appendMembers appends the members of the result, for the era and server of the request.
func (s *Server) appendMembers(dst []byte, x *exchange, c *component, p product) ([]byte, error) {
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
		own.Contents, err = completeContents(own.Contents, x.msg.uri)
		own.Meta, own.ResultType = s.resultMeta(own.Meta, x.msg)
		own.MultiRoundTripResult = mcp.MultiRoundTripResult{}
		if own.CacheableResult.TTLMs, own.CacheScope = nil, ""; x.msg.modern() {
			own.SetCacheHints(0, mcp.CacheScopePrivate)
		}
		result = own
	default:
		err = errNoValue
	}
	if err != nil {
		return nil, err
	}
	body, err := encodeJSON(result)
	if err != nil {
		return nil, fmt.Errorf("encoding the result: %w", err)
	}
	body = trimNewline(body)
	return append(dst, body[1:len(body)-1]...), nil
}

// resultMeta is what the result of a function carries in its era, beside the function's own meta.
func (s *Server) resultMeta(meta *mcp.Meta, m *message) (*mcp.Meta, mcp.ResultType) {
	if !m.modern() {
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
