package devissuer

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/go-jose/go-jose/v4"
	"github.com/golang-jwt/jwt/v5"
)

// signingKey is a key pair and the method that signs with it.
type signingKey struct {
	private crypto.Signer
	public  jose.JSONWebKey
	method  jwt.SigningMethod
}

func newKey(algorithm string) (*signingKey, error) {
	method := jwt.GetSigningMethod(algorithm)
	if method == nil {
		return nil, fmt.Errorf("devissuer: algorithm %q is not known", algorithm)
	}
	private, err := generate(algorithm)
	if err != nil {
		return nil, err
	}
	jwk := jose.JSONWebKey{Key: private.Public(), Algorithm: algorithm, Use: "sig"}
	thumbprint, err := jwk.Thumbprint(crypto.SHA256)
	if err != nil {
		return nil, fmt.Errorf("devissuer: %w", err)
	}
	jwk.KeyID = base64.RawURLEncoding.EncodeToString(thumbprint)
	return &signingKey{private, jwk, method}, nil
}

func generate(algorithm string) (crypto.Signer, error) {
	switch {
	case algorithm == "ES256":
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case algorithm == "ES384":
		return ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	case algorithm == "ES512":
		return ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	case strings.HasPrefix(algorithm, "RS"), strings.HasPrefix(algorithm, "PS"):
		return rsa.GenerateKey(rand.Reader, 2048)
	case algorithm == "EdDSA":
		_, private, err := ed25519.GenerateKey(rand.Reader)
		return private, err
	}
	return nil, fmt.Errorf("devissuer: algorithm %q is not one that verifiers accept", algorithm)
}

const keysPath = "/.well-known/jwks.json"
