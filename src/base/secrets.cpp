// SPDX-License-Identifier: Apache-2.0
#include "base/secrets.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <initializer_list>
#include <optional>

#include "base/similar.hpp"

namespace mlflow2pg {

namespace {

constexpr std::string_view mask = "***";
constexpr std::string_view blanks = " \t\n\r";
constexpr std::size_t none = std::string_view::npos;

// How many bytes after the place where a password may begin are searched for its end. Without a limit, a text of 1 MB
// with many such places would take minutes.
constexpr std::size_t longest_password = 1024;

// The part of a text to mask.
struct Range {
    std::size_t begin;
    std::size_t end;
};

bool is_word(char character) { return std::isalnum(static_cast<unsigned char>(character)) != 0; }

std::size_t end_of_line(std::string_view text, std::size_t from) {
    return std::min(text.find('\n', from), text.size());
}

std::string_view without_far_end(std::string_view text, std::size_t begin) {
    return text.substr(0, begin + longest_password);
}

std::size_t end_of_word(std::string_view text, std::size_t from) {
    return std::min(text.find_first_of(blanks, from), text.size());
}

// The last '@' in [begin, end); npos when there is none.
std::size_t last_at(std::string_view text, std::size_t begin, std::size_t end) {
    std::size_t const at = text.substr(begin, end - begin).rfind('@');
    return at == none ? none : begin + at;
}

// Whether the text at `begin` continues like a port: up to five digits, and then nothing that could be part of a
// password.
bool is_port(std::string_view text, std::size_t begin) {
    std::size_t const end = std::min(text.find_first_not_of("0123456789", begin), text.size());
    constexpr std::size_t most_digits = 5;
    if (end == begin || end - begin > most_digits) return false;
    return end == text.size() || std::string_view{"/?#,;:.)]}>'\"` \t\n\r"}.find(text[end]) != none;
}

// A drive of Windows, as in file://C:/mlruns.
bool is_drive(std::string_view text, std::size_t scheme_end, std::size_t colon) {
    return text.substr(0, scheme_end).ends_with("file") && colon == scheme_end + 4 && colon + 1 < text.size() &&
           (text[colon + 1] == '/' || text[colon + 1] == '\\');
}

// Whether the colon is one of an IPv6 address in brackets, as in ann@[::1]:5432.
bool is_in_brackets(std::string_view text, std::size_t begin, std::size_t colon) {
    std::size_t const open = text.substr(begin, colon - begin).rfind('[');
    return open != none && (open == 0 || text[begin + open - 1] == '@');
}

// In a web address the user's name is often a token: https://TOKEN@github.com/a/b.git, which MLflow keeps as the
// repository of a run.
bool is_web(std::string_view text, std::size_t scheme_end) {
    std::string_view const scheme = text.substr(0, scheme_end);
    return scheme.ends_with("http") || scheme.ends_with("https");
}

// The token of a web address that has no password.
std::optional<Range> token_in_uri(std::string_view text, std::size_t begin) {
    std::size_t const end = without_far_end(text, begin).find_first_of("@/?#\\\"'<>,;() \t\n\r", begin);
    bool const has_token = end != none && end > begin && text[end] == '@' && text.substr(begin, end - begin) != mask;
    return has_token ? std::optional<Range>{{begin, end}} : std::nullopt;
}

// Where the text goes on after "://" at `colon`, or after ":\/\/", as JSON may write it; npos when neither is there.
std::size_t after_slashes(std::string_view text, std::size_t colon) {
    if (text[colon] != ':') return none;
    std::size_t at = colon;
    for (int slash = 0; slash < 2; ++slash) {
        at = text.find_first_not_of('\\', at + 1);
        if (at == none || text[at] != '/') return none;
    }
    return at + 1;
}

// The password of the URI whose scheme ends at `scheme_end`, with the rest after the slashes at `begin`; nothing when
// it has none.
std::optional<Range> password_in_uri(std::string_view text, std::size_t scheme_end, std::size_t begin) {
    std::size_t const colon = without_far_end(text, begin).find_first_of(":/ \t\n\r", begin);
    bool const is_last = colon == none || colon + 1 == text.size() || blanks.find(text[colon + 1]) != none;
    bool const with_user = is_web(text, scheme_end);
    if (is_last || text[colon] != ':') return with_user ? token_in_uri(text, begin) : std::nullopt;
    std::size_t const secret = colon + 1;
    if (text.substr(secret).starts_with(mask)) return std::nullopt;
    std::string_view const near = without_far_end(text, secret);
    std::size_t const at_in_word = last_at(near, secret, end_of_word(near, secret));
    bool const harmless = is_port(text, secret) || is_drive(text, scheme_end, colon) ||
                          is_in_brackets(text, begin, colon);
    if (harmless) return at_in_word == none ? std::nullopt : std::optional<Range>{{secret, at_in_word}};
    std::size_t const at = last_at(near, secret, end_of_line(near, secret));
    return Range{with_user ? begin : secret, at == none ? end_of_line(text, secret) : at};
}

// The password of "user:password@host" at the start of a word.
std::optional<Range> password_in_word(std::string_view text, std::size_t begin) {
    std::size_t const name_end =
        std::min(without_far_end(text, begin)
                     .find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-", begin),
                 text.size());
    if (name_end == begin || name_end == text.size() || text[name_end] != ':') return std::nullopt;
    std::size_t const secret = name_end + 1;
    std::string_view const near = without_far_end(text, secret);
    std::size_t const at = last_at(near, secret, end_of_word(near, secret));
    if (at == none || at == secret || at + 1 == text.size() || text.substr(secret).starts_with("//") ||
        text[secret] == '\\')
        return std::nullopt;
    if (!is_word(text[at + 1]) && text[at + 1] != '[' && text[at + 1] != '/') return std::nullopt;
    return Range{secret, at};
}

// The name that ends before `end`, in lower case, with '_' for '-'. Skips blanks and a closing quote.
struct Name {
    std::string word;
    bool quoted;
    bool dashed;  // begins with -
    bool option;  // begins with --
};

// The byte that is written as %XX before `end`, where libpq decodes it: pass%77ord.
std::optional<char> encoded_before(std::string_view text, std::size_t end) {
    constexpr std::size_t length = 3;
    unsigned char byte = 0;
    if (end < length || text[end - length] != '%') return std::nullopt;
    auto const [stop, error] = std::from_chars(text.data() + end - 2, text.data() + end, byte, 16);
    return error == std::errc{} && stop == text.data() + end ? std::optional{static_cast<char>(byte)} : std::nullopt;
}

Name name_before(std::string_view text, std::size_t end) {
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
    bool const quoted = end > 0 && (text[end - 1] == '"' || text[end - 1] == '\'');
    if (quoted) --end;
    std::string word;  // backwards
    for (std::size_t begin = end; begin > 0;) {
        std::optional<char> const encoded = encoded_before(text, begin);
        char const character = encoded.value_or(text[begin - 1]);
        if (!is_word(character) && character != '_' && character != '-') break;
        word += character;
        begin -= encoded ? 3 : 1;
    }
    std::ranges::reverse(word);
    Name name{word, quoted, word.starts_with('-'), word.starts_with("--")};
    for (char& character : name.word) {
        character = character == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(character)));
    }
    return name;
}

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return word.ends_with(ending); });
}

bool names_secret(Name const& name, char separator, bool quoted_value) {
    if (ends_with_any(name.word,
                      {"password", "passwd", "passphrase", "secret_key", "access_key", "private_key", "api_key",
                       "apikey", "auth_token", "access_token", "api_token", "secret_token", "hf_token", "authorization",
                       "accountkey", "accesskey", "security_token", "session_token"})) {
        return true;
    }
    // In machine learning, "token" is a common word (pad_token, max_tokens), and "pass" and "auth" occur in all kinds
    // of texts.
    if (name.option && ends_with_any(name.word, {"token", "pass", "auth", "credentials"})) return true;
    // The signature in URLs that storage services sign. A "signature": {…} is that of a model.
    if (separator == '=' && (name.word == "sig" || name.word.ends_with("signature"))) return true;
    // A text such as "column secret: …" assigns no value. The last words are common typing errors of "password".
    bool const assigned = separator == '=' || name.quoted || quoted_value || name.option;
    return assigned && (name.word == "token" || name.word == "pwd" ||
                        ends_with_any(name.word, {"secret", "pass", "pasword", "passwrd", "passwort", "pssword"}));
}

// Whether the name is that of the URI parameter that gives the key of an encrypted SQLite file: file:mlflow.db?key=X.
// In any other text, "key" does not name a secret.
bool is_key_of_file(std::string_view text, std::size_t separator, Name const& name) {
    if (text[separator] != '=' || separator <= name.word.size()) return false;
    char const before = text[separator - name.word.size() - 1];
    return (before == '?' || before == '&') && (name.word == "key" || name.word == "hexkey" || name.word == "textkey");
}

// libpq repeats a value that it does not know, such as a password in the place of another parameter's value:
// invalid sslmode value: "…".
bool is_invalid_value(std::string_view text, std::size_t separator, Name const& name) {
    constexpr std::size_t longest_keyword = 40;
    std::size_t const begin = separator > longest_keyword ? separator - longest_keyword : 0;
    return name.word == "value" && text.substr(begin, separator - begin).find("invalid ") != none;
}

// Not a password: the value resembles a valid sslmode and was probably mistyped.
bool resembles_sslmode(std::string_view value) {
    constexpr std::string_view modes[] = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"};
    constexpr std::size_t longest = 13;
    return value.size() <= longest && std::any_of(std::begin(modes), std::end(modes), [&](std::string_view mode) {
               return edit_distance(value, mode) <= 2;
           });
}

// A ' within a word that a shell reads: the word ends, a protected ' follows, and the word goes on.
constexpr std::string_view quote_in_shell = R"('\'')";

// The value in quotes that are themselves part of a word in a shell's quotes: 'password = '\''…'\'' user = u'.
Range value_in_shell_word(std::string_view text, std::size_t begin) {
    std::size_t end = begin + quote_in_shell.size();
    while (end < text.size() && !text.substr(end).starts_with(quote_in_shell)) {
        if (text[end] == '\\') ++end;
        end += text.substr(end).starts_with(quote_in_shell) ? quote_in_shell.size() : 1;
    }
    return {begin + quote_in_shell.size(), std::min(end, text.size())};
}

// The value that begins at `begin`, in quotes or up to the next blank. A backslash protects the character after it.
Range value_at(std::string_view text, std::size_t begin) {
    if (text.substr(begin).starts_with(quote_in_shell)) return value_in_shell_word(text, begin);
    bool const quoted = begin < text.size() && (text[begin] == '"' || text[begin] == '\'');
    std::size_t end = quoted ? begin + 1 : begin;
    std::string_view const ends = quoted ? text.substr(begin, 1) : blanks;
    while (end < text.size() && ends.find(text[end]) == none) end += text[end] == '\\' ? 2 : 1;
    return {quoted ? begin + 1 : begin, std::min(end, text.size())};
}

// The value of port= when it is no port: people put their password there. It ends at '&', where the next parameter of a
// URI begins, or at the quote after an address in a command.
std::optional<Range> no_port(std::string_view text, std::size_t begin) {
    bool const quoted = begin < text.size() && (text[begin] == '"' || text[begin] == '\'');
    std::size_t const end = std::min(text.find_first_of("&'\" \t\n\r", begin), text.size());
    Range const value = quoted ? value_at(text, begin) : Range{begin, end};
    bool const is_port = text.substr(value.begin, value.end - value.begin).find_first_not_of("0123456789,") == none;
    return is_port || text[value.begin] == '$' ? std::nullopt : std::optional{value};
}

// Whether curl's user:password follows: after -u or --user, or in the same word as -u.
bool takes_user(Name const& name, char separator) {
    bool const is_short = name.dashed && name.word.starts_with("_u") && (name.word.size() > 2) == (separator == ':');
    return is_short || (separator != ':' && name.option && name.word.ends_with("user"));
}

// Finds the password in user:password, quoted or not. Returns nothing when there is no colon.
std::optional<Range> password_of_user(std::string_view text, std::size_t begin) {
    Range const value = value_at(text, begin);
    std::size_t const colon = text.substr(0, value.end).find(':', value.begin);
    return colon == none ? std::nullopt : std::optional<Range>{{colon + 1, value.end}};
}

// The token after "Bearer". "The bearer of the news" has none: a token has digits and is not short.
std::optional<Range> bearer_token(std::string_view text, std::size_t begin) {
    constexpr std::size_t shortest = 8;
    std::size_t const end = std::min(text.find_first_of("\"'`,; \t\n\r", begin), text.size());
    std::string_view const token = text.substr(begin, end - begin);
    bool const is_token = token.size() >= shortest && token.find_first_of("0123456789") != none;
    return is_token ? std::optional<Range>{{begin, end}} : std::nullopt;
}

// '=' in a URI, as in ?options=-c%20password%3DX.
bool is_encoded_equals(std::string_view text, std::size_t place) {
    std::string_view const sign = text.substr(place, 3);
    return sign == "%3D" || sign == "%3d";
}

// The value of the secret whose name ends at `separator`; nothing when the name is not that of a secret.
std::optional<Range> value_after(std::string_view text, std::size_t separator) {
    bool const encoded = is_encoded_equals(text, separator);
    char const sign = encoded ? '=' : text[separator];
    std::size_t const begin = std::min(text.find_first_not_of(" \t", separator + (encoded ? 3 : 1)), text.size());
    bool const quoted = begin < text.size() && (text[begin] == '"' || text[begin] == '\'');
    Name const name = name_before(text, separator);
    bool const is_blank = blanks.find(text[separator]) != none;
    if (takes_user(name, sign)) return password_of_user(text, sign == ':' ? separator : begin);
    if (is_blank && name.word == "bearer") return bearer_token(text, begin);
    if (is_blank && (!name.option || name.quoted)) return std::nullopt;
    if (quoted && is_invalid_value(text, separator, name)) {
        Range const value = value_at(text, begin);
        bool const is_typo = resembles_sslmode(text.substr(value.begin, value.end - value.begin));
        return is_typo ? std::nullopt : std::optional{value};
    }
    if (sign == '=' && name.word == "port") return no_port(text, begin);
    bool const is_secret = names_secret(name, sign, quoted) || is_key_of_file(text, separator, name);
    if (!is_secret) return std::nullopt;
    if (name.word == "pwd" && text.substr(begin).starts_with('/')) return std::nullopt;  // $PWD
    // "Authorization: Bearer …"
    if (name.word.ends_with("authorization") && !quoted) return Range{begin, end_of_line(text, begin)};
    return value_at(text, begin);
}

std::string with_masked_passwords(std::string_view text) {
    std::string shown;
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        // A word also begins after "//": after an empty host (sqlite:///user:password@host) or a mistyped scheme.
        bool const word_begins = i == 0 || std::string_view{" \t\n\r'\"=(,;"}.find(text[i - 1]) != none ||
                                 text.substr(0, i).ends_with("//");
        std::size_t const rest = i > 0 && is_word(text[i - 1]) ? after_slashes(text, i) : none;
        std::optional<Range> const found = rest != none  ? password_in_uri(text, i, rest)
                                           : word_begins ? password_in_word(text, i)
                                                         : std::nullopt;
        if (!found) continue;
        shown.append(text.substr(done, found->begin - done)).append(mask);
        done = found->end;
        i = std::max(found->end, i + 1) - 1;
    }
    return shown.append(text.substr(done));
}

std::string with_masked_values(std::string_view text) {
    std::string shown;
    std::size_t done = 0;
    constexpr std::string_view separators = "=: \t%";
    for (std::size_t i = text.find_first_of(separators); i < text.size(); i = text.find_first_of(separators, i + 1)) {
        if (text[i] == '%' && !is_encoded_equals(text, i)) continue;
        bool const more_blanks = blanks.find(text[i]) != none && i > 0 && blanks.find(text[i - 1]) != none;
        std::optional<Range> const found = more_blanks ? std::nullopt : value_after(text, i);
        if (!found || found->begin == found->end || found->begin < done) continue;
        shown.append(text.substr(done, found->begin - done)).append(mask);
        done = found->end;
        i = std::max(found->end, i + 1) - 1;
    }
    return shown.append(text.substr(done));
}

}  // namespace

std::string masked(std::string_view text) { return with_masked_values(with_masked_passwords(text)); }

bool is_masked(std::string_view text) { return text.find(mask) != none; }

std::string masked_command(std::vector<std::string> const& arguments) {
    std::string command;
    std::string_view before;
    for (std::string const& argument : arguments) {
        std::string shown = masked(argument);
        // mysql takes its password in the same word as -p.
        bool const has_short = (" " + argument).find(" -p") != none && argument != "-p";
        if (has_short) shown = mask;
        Name const name = name_before(before, before.size());
        bool const is_secret = before.starts_with("--") && names_secret(name, ' ', false);
        // psql takes its port after -p, sshpass its password.
        bool const may_be_secret = before == "-p" && !is_port(argument, 0);
        bool const is_user = before.starts_with("-") && takes_user(name, ' ') && argument.find(':') != none;
        // A secret may contain blanks and continue after them.
        if (is_secret || may_be_secret || is_user || (is_masked(shown) && argument.find_first_of(blanks) != none)) {
            shown = mask;
        }
        before = argument;
        command.append(command.empty() ? "" : " ").append(shown);
    }
    return command;
}

}  // namespace mlflow2pg
