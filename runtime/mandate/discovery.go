package mandate

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// zoneKeysURL is where a Caracal issuer publishes the keys of one zone. It depends on configuration alone, never on a
// token.
func zoneKeysURL(issuer, zone string) string {
	return strings.TrimRight(issuer, "/") + "/.well-known/jwks.json?zone_id=" + url.QueryEscape(zone)
}

// discover returns the jwks_uri from the issuer's metadata: RFC 8414 section 3.1 first, then OpenID Connect Discovery
// section 4, in the order that MCP clients use too. Only an answer that there is no such document leads to the next.
func (f *fetcher) discover(ctx context.Context, issuer string) (string, error) {
	places, err := metadataURLs(issuer)
	if err != nil {
		return "", err
	}
	for _, address := range places {
		doc, err := f.get(ctx, address)
		var status *statusError
		if errors.As(err, &status) && status.status >= 400 && status.status < 500 && status.status != http.StatusTooManyRequests {
			continue
		}
		if err != nil {
			return "", err
		}
		return keysOf(doc, issuer)
	}
	return "", fmt.Errorf("discovering the keys of %s: it has no metadata document", issuer)
}

func metadataURLs(issuer string) ([]string, error) {
	u, err := url.Parse(issuer)
	if err != nil {
		return nil, fmt.Errorf("discovering keys: %w", err)
	}
	origin := u.Scheme + "://" + u.Host
	path := strings.TrimRight(u.EscapedPath(), "/")
	places := []string{
		origin + "/.well-known/oauth-authorization-server" + path,
		origin + "/.well-known/openid-configuration" + path,
	}
	if path != "" {
		places = append(places, origin+path+"/.well-known/openid-configuration")
	}
	return places, nil
}

// keysOf reads jwks_uri out of a metadata document, which must be that of the issuer (RFC 8414 section 3.3) and must
// not lead from https to http.
func keysOf(doc []byte, issuer string) (string, error) {
	metadata, err := readObject(string(doc))
	if err != nil {
		return "", fmt.Errorf("reading metadata of %s: %w", issuer, err)
	}
	if named := metadata["issuer"]; named.kind != text || named.str != issuer {
		return "", fmt.Errorf("reading metadata of %s: it is that of another issuer", issuer)
	}
	keys, ok := metadata["jwks_uri"].required()
	if !ok {
		return "", fmt.Errorf("reading metadata of %s: it names no keys (jwks_uri)", issuer)
	}
	u, err := trusted(keys)
	if err != nil {
		return "", fmt.Errorf("reading metadata of %s: jwks_uri %w", issuer, err)
	}
	if strings.HasPrefix(issuer, "https:") && u.Scheme != "https" {
		return "", fmt.Errorf("reading metadata of %s: jwks_uri is not https", issuer)
	}
	return keys, nil
}

// origin fetches the keys of one issuer. It is used by one goroutine.
type origin struct {
	*fetcher
	issuer string
	fixed  string // where keys are, if configured; otherwise they are discovered
	found  string // where discovery found them last
}

// keys returns the published keys.
func (o *origin) keys(ctx context.Context) ([]*key, error) {
	address := o.fixed
	if address == "" {
		var err error
		if address, err = o.place(ctx); err != nil {
			return nil, err
		}
	}
	doc, err := o.get(ctx, address)
	if err != nil {
		return nil, err
	}
	return parseKeySet(doc)
}

// place looks for the keys anew each time, since an issuer may move them and leave the old place as it was, with keys
// that it has withdrawn. Where the metadata is out of reach, and not where it is wrong, the last place serves on.
func (o *origin) place(ctx context.Context) (string, error) {
	bounded := ctx
	if deadline, ok := ctx.Deadline(); ok && o.found != "" { // and leave time for the keys
		var cancel context.CancelFunc
		bounded, cancel = context.WithTimeout(ctx, time.Until(deadline)/2)
		defer cancel()
	}
	found, err := o.discover(bounded, o.issuer)
	if err == nil {
		o.found = found
		return found, nil
	}
	var unreachable *url.Error
	var status *statusError
	if o.found != "" && (errors.As(err, &unreachable) || errors.As(err, &status)) {
		return o.found, nil
	}
	return "", err
}
