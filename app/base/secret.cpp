#include "app/base/secret.h"

#include <string.h> // NOLINT: explicit_bzero is not in <cstring>

namespace slipway::base {

Secret::~Secret() {
    if (!m_bytes.isEmpty() && m_bytes.isDetached())
        explicit_bzero(m_bytes.data(), static_cast<size_t>(m_bytes.size()));
}

} // namespace slipway::base
