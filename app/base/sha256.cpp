#include "app/base/sha256.h"

#include <openssl/evp.h>

namespace slipway::base {

namespace {

/// Fails only without memory or where the system's policy has no SHA-256: nothing can be proven there.
void mustBe(int done) {
    if (done != 1)
        qFatal("OpenSSL does not compute SHA-256");
}

} // namespace

void Sha256::Free::operator()(evp_md_ctx_st* context) const {
    EVP_MD_CTX_free(context);
}

Sha256::Sha256() : m_context(EVP_MD_CTX_new()) {
    mustBe(m_context ? EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) : 0);
}

void Sha256::add(QByteArrayView bytes) {
    mustBe(EVP_DigestUpdate(m_context.get(), bytes.data(), static_cast<size_t>(bytes.size())));
}

QString Sha256::hex() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    mustBe(EVP_DigestFinal_ex(m_context.get(), digest, &size));
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char*>(digest), static_cast<int>(size)).toHex());
}

} // namespace slipway::base
