// SPDX-License-Identifier: Apache-2.0
#include "target/ownership.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/sql.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

namespace {

// Tables that belong to other roles than this one, by these roles.
struct ForeignTables {
    std::map<std::string, std::vector<std::string>> by_owner;
    bool all = true;  // of MLflow's tables
};

ForeignTables foreign_tables(Definitions const& definitions) {
    constexpr std::string_view kind = "table ";
    ForeignTables foreign;
    for (auto const& [object, attributes] : definitions) {
        auto const owner = attributes.find("owner");
        if (!object.starts_with(kind) || owner == attributes.end()) continue;
        bool const is_own = owner->second == "this role";
        foreign.all = foreign.all && !is_own;
        if (!is_own) foreign.by_owner[owner->second].push_back(object.substr(kind.size()));
    }
    return foreign;
}

// How to get the rights of the role to which the tables belong. A member of that role has to act in it, because only
// tables of the session's own role are replaced.
NextStep step_to_owner(Target& target, std::string const& owner) {
    auto const role =
        target.query(fmt::format("SELECT rolcanlogin, pg_has_role(session_user, oid, 'MEMBER'), format('GRANT %I TO "
                                 "%I', rolname, session_user), "
                                 "rolname FROM pg_roles WHERE oid = {}::regrole",
                                 target.quote(owner)));
    if (role.empty() || role[0][0].as<bool>()) {
        return {fmt::format("the tables belong to {0}: name {0} as the user in TARGET", owner)};
    }
    std::string const acting = fmt::format("the tables belong to {}: act in its role, with {} as TARGET", owner,
                                           shell_word(target.uri_in_role(role[0][3].c_str())));
    if (role[0][1].as<bool>()) return {acting};
    return {acting + ". An administrator has to make you a member first", target.psql({role[0][2].c_str()})};
}

// How to make this role the owner of all tables.
NextStep step_to_own_all(Target& target, ForeignTables const& foreign) {
    std::string const role = target.query("SELECT quote_ident(current_user)")[0][0].c_str();
    std::vector<std::string> statements;
    for (auto const& [owner, tables] : foreign.by_owner) {
        for (std::string const& table : tables) {
            statements.push_back(fmt::format("ALTER TABLE {}.{} OWNER TO {}", quote_identifier(target.schema()),
                                             quote_identifier(table), role));
        }
    }
    return {"as a superuser, make the role of TARGET the owner of all tables", target.psql(statements)};
}

}  // namespace

NextSteps steps_to_own(Target& target, Definitions const& definitions) {
    ForeignTables const foreign = foreign_tables(definitions);
    if (foreign.by_owner.empty()) return {};
    bool const one_owner = foreign.all && foreign.by_owner.size() == 1;
    return {one_owner ? step_to_owner(target, foreign.by_owner.begin()->first) : step_to_own_all(target, foreign)};
}

}  // namespace mlflow2pg
