#include "app/adapters/signing/signature_check.h"

#include "app/adapters/signing/wire_reader.h"

#include <QCryptographicHash>
#include <memory>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

namespace slipway::adapters {

namespace {

template <auto free>
struct Freed {
    template <class T>
    void operator()(T* handle) const {
        free(handle);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using Ecdsa = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

constexpr int leastRsaBits = 1024;
constexpr uchar touched = 0x01;

base::Error wrong(const char* what) {
    return {base::ErrorKind::Signature, {}, QString::fromLatin1(what)};
}

const uchar* bytesOf(const QByteArray& bytes) {
    return reinterpret_cast<const uchar*>(bytes.constData());
}

Number numberOf(const QByteArray& bytes) {
    return Number(BN_bin2bn(bytesOf(bytes), int(bytes.size()), nullptr));
}

Key keyFrom(const char* type, OSSL_PARAM_BLD* builder) {
    const Params params(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) <= 0 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) <= 0)
        return {};
    return Key(key);
}

Key rsaKey(WireReader& reader) {
    const auto exponent = reader.string();
    const auto modulus = reader.string();
    if (!exponent || !modulus)
        return {};
    const Number e = numberOf(*exponent);
    const Number n = numberOf(*modulus);
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!e || !n || BN_num_bits(n.get()) < leastRsaBits ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        return {};
    return keyFrom("RSA", builder.get());
}

/// A curve by its name in SSH, and the hash that goes with it.
struct Curve {
    const char* name;
    const char* group;
    const EVP_MD* (*hash)();
};
constexpr Curve curves[] = {
    {"nistp256", "prime256v1", EVP_sha256},
    {"nistp384", "secp384r1", EVP_sha384},
    {"nistp521", "secp521r1", EVP_sha512},
};

Key curveKey(WireReader& reader, const Curve*& curve) {
    const auto name = reader.string();
    const auto point = reader.string();
    curve = nullptr;
    for (const Curve& each : curves)
        if (name && *name == each.name)
            curve = &each;
    if (!curve || !point)
        return {};
    const Builder builder(OSSL_PARAM_BLD_new());
    if (OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve->group, 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point->constData(),
                                         size_t(point->size())) != 1)
        return {};
    return keyFrom("EC", builder.get());
}

Key edwardsKey(WireReader& reader) {
    const auto bytes = reader.string();
    return bytes ? Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(*bytes),
                                                   size_t(bytes->size())))
                 : Key();
}

bool verifies(const Key& key, const EVP_MD* hash, const QByteArray& signature, const QByteArray& data) {
    const DigestContext context(EVP_MD_CTX_new());
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, hash, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytesOf(signature), size_t(signature.size()), bytesOf(data),
                            size_t(data.size())) == 1;
}

/// The two numbers of an ECDSA signature, as OpenSSL takes them.
QByteArray derOf(const QByteArray& signature) {
    WireReader reader(signature);
    const auto r = reader.string();
    const auto s = reader.string();
    if (!r || !s || !reader.atEnd())
        return {};
    const Ecdsa numbers(ECDSA_SIG_new());
    Number first = numberOf(*r);
    Number second = numberOf(*s);
    if (!numbers || !first || !second ||
        ECDSA_SIG_set0(numbers.get(), first.release(), second.release()) != 1)
        return {};
    uchar* der = nullptr;
    const int length = i2d_ECDSA_SIG(numbers.get(), &der);
    if (length <= 0)
        return {};
    const QByteArray bytes(reinterpret_cast<const char*>(der), length);
    OPENSSL_free(der);
    return bytes;
}

/// What a security key has signed instead of the data: it adds its application, flags and counter.
std::optional<QByteArray> throughSecurityKey(const QByteArray& application, WireReader& signature,
                                             const QByteArray& data) {
    const auto flags = signature.take(1);
    const auto counter = signature.take(qsizetype(sizeof(quint32)));
    if (!flags || !counter || !(uchar(flags->front()) & touched))
        return {};
    const auto sha256 = [](const QByteArray& bytes) {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    };
    return sha256(application) + *flags + *counter + sha256(data);
}

} // namespace

base::Result<void> checkSignature(const QByteArray& message, const SignatureEnvelope& envelope) {
    QCryptographicHash::Algorithm algorithm;
    if (envelope.hashAlgorithm == "sha512")
        algorithm = QCryptographicHash::Sha512;
    else if (envelope.hashAlgorithm == "sha256")
        algorithm = QCryptographicHash::Sha256;
    else
        return wrong("the signature uses another hash than SHA-256 and SHA-512");
    const QByteArray data = "SSHSIG" + wireString(envelope.namespaceBytes) + wireString(envelope.reserved) +
                            wireString(envelope.hashAlgorithm) +
                            wireString(QCryptographicHash::hash(message, algorithm));
    WireReader key(envelope.keyBlob);
    WireReader signature(envelope.signature);
    const auto type = key.string();
    const auto format = signature.string();
    const auto bytes = signature.string();
    if (!type || !format || !bytes)
        return wrong("not an SSH signature");
    const base::Error incorrect = wrong("the signature does not belong to these bytes");

    if (*type == "ssh-rsa") {
        const EVP_MD* hash = *format == "rsa-sha2-512"   ? EVP_sha512()
                             : *format == "rsa-sha2-256" ? EVP_sha256()
                                                         : nullptr;
        if (!hash)
            return wrong("the signature is RSA without SHA-2");
        const Key rsa = rsaKey(key);
        if (!rsa || !key.atEnd() || !signature.atEnd())
            return wrong("the RSA key is none, or shorter than 1024 bits");
        // Leading zeros may have been left out (RFC 8332 has none, OpenSSH takes them so).
        const int length = EVP_PKEY_get_size(rsa.get());
        if (bytes->size() > length || !verifies(rsa, hash, bytes->rightJustified(length, '\0'), data))
            return incorrect;
        return {};
    }
    const bool isEdwards = *type == "ssh-ed25519";
    const bool isCurve = type->startsWith("ecdsa-sha2-nistp");
    const bool isSecurityEdwards = *type == "sk-ssh-ed25519@openssh.com";
    const bool isSecurityCurve = *type == "sk-ecdsa-sha2-nistp256@openssh.com";
    if (*format != *type || !(isEdwards || isCurve || isSecurityEdwards || isSecurityCurve))
        return wrong("the signature is of a kind that is not known here");
    const Curve* curve = nullptr;
    const Key publicKey = isCurve || isSecurityCurve ? curveKey(key, curve) : edwardsKey(key);
    if (!publicKey || (isCurve && !type->endsWith(curve->name)))
        return wrong("the key of the signature is none");
    QByteArray signedData = data;
    if (isSecurityEdwards || isSecurityCurve) {
        const auto application = key.string();
        const auto whole =
            application ? throughSecurityKey(*application, signature, data) : std::optional<QByteArray>();
        if (!whole)
            return wrong("the security key was not touched");
        signedData = *whole;
    }
    if (!key.atEnd() || !signature.atEnd())
        return wrong("not an SSH signature");
    const bool holds = curve ? verifies(publicKey, curve->hash(), derOf(*bytes), signedData)
                             : verifies(publicKey, nullptr, *bytes, signedData);
    return holds ? base::Result<void>() : incorrect;
}

} // namespace slipway::adapters
