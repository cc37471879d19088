// SPDX-License-Identifier: Apache-2.0
// Debian's libpq.a calls GSSAPI (Kerberos) and LDAP, and Debian has no archives of these. The static program links
// these functions instead. They report an error, which libpq passes on in its own words. With gssencmode=prefer, the
// default, libpq then connects without Kerberos.
#include <cstddef>
#include <cstdint>

namespace {

constexpr std::uint32_t complete = 0;
constexpr std::uint32_t failure = 13U << 16U;  // GSS_S_FAILURE of RFC 2744
constexpr int gss_code = 1;                    // GSS_C_GSS_CODE: the message for the first of GSSAPI's two codes
constexpr int ldap_other = 0x50;               // LDAP_OTHER of RFC 4511

char no_kerberos[] = "the static program has no Kerberos: use another way to log in, or the Debian package";
char no_ldap[] =
    "the static program has no LDAP: write the service's parameters into the file, or use the Debian package";
char handle;  // what libpq takes for an LDAP connection and its answer

struct Buffer {
    std::size_t length;
    void* value;
};

}  // namespace

extern "C" {

void* GSS_C_NT_HOSTBASED_SERVICE = nullptr;

// libpq asks whether there are credentials before it tries to encrypt with GSSAPI.
std::uint32_t gss_acquire_cred() { return failure; }
// And names the server first when that asks for a login by Kerberos.
std::uint32_t gss_import_name() { return failure; }
std::uint32_t gss_init_sec_context() { return failure; }
std::uint32_t gss_wrap() { return failure; }
std::uint32_t gss_unwrap() { return failure; }
std::uint32_t gss_wrap_size_limit() { return failure; }

std::uint32_t gss_display_status(std::uint32_t*, std::uint32_t, int type, void*, std::uint32_t* more, Buffer* text) {
    if (type != gss_code) return failure;
    *more = 0;
    *text = {sizeof no_kerberos - 1, no_kerberos};
    return complete;
}

std::uint32_t gss_release_buffer() { return complete; }
std::uint32_t gss_release_cred() { return complete; }
std::uint32_t gss_release_name() { return complete; }
std::uint32_t gss_delete_sec_context() { return complete; }

// A lookup gets as far as the search: that is the failure which libpq reports with a text of ours.
void* ldap_init() { return &handle; }
int ldap_set_option() { return 0; }
int ldap_simple_bind() { return 1; }
int ldap_result(void*, int, int, void*, void** result) {
    *result = &handle;
    return 1;
}
int ldap_search_st() { return ldap_other; }
char* ldap_err2string(int) { return no_ldap; }
int ldap_msgfree() { return 0; }
int ldap_unbind() { return 0; }
// libpq never calls these, because the search above returns no result.
int ldap_count_entries() { return 0; }
void* ldap_first_entry() { return nullptr; }
void* ldap_get_values_len() { return nullptr; }
void ldap_value_free_len() {}

}  // extern "C"
