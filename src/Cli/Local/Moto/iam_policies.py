"""IAM policies as AWS evaluates them, as far as the local AWS needs it: S3 Batch Operations, and the denies of bucket policies."""
import fnmatch
import json


class NotKnownHere(Exception):
    """A policy has something that is not evaluated here. Better to say so than to allow or deny by chance."""


def listed(value):
    return value if isinstance(value, list) else [value]


def matches(pattern, text):
    return text is not None and fnmatch.fnmatchcase(text, pattern.replace("[", "[[]"))


# What each operator makes of a key's value (None where the request does not have the key) and one value of the policy.
OPERATORS = {
    "StringEquals": lambda found, wanted: found == wanted,
    "StringLike": lambda found, wanted: matches(wanted, found),
    "ArnEquals": lambda found, wanted: matches(wanted, found),
    "ArnLike": lambda found, wanted: matches(wanted, found),
    "Bool": lambda found, wanted: found is not None and found.lower() == str(wanted).lower(),
    "Null": lambda found, wanted: (found is None) == (str(wanted).lower() == "true"),
}


def is_met(conditions, context):
    """Each operator and each key must hold; of several values one is enough, and with Not… none may hold; …IfExists is met without the key."""
    for name, keys in conditions.items():
        required = name.removesuffix("IfExists")
        operator, negated = (required.replace("Not", ""), True) if "Not" in required else (required, False)
        if operator not in OPERATORS:
            raise NotKnownHere(f"the condition {name}")
        for key, values in keys.items():
            found = {each.lower(): value for each, value in context.items()}.get(key.lower())
            if found is None and required != name:
                continue
            if any(OPERATORS[operator](found, value) for value in listed(values)) == negated:
                return False
    return True


def is_principal(statement, principal):
    """An identity's policy names no principal: it is about who has it."""
    named = statement.get("Principal", "*")
    if named == "*" or "NotPrincipal" in statement:
        if "NotPrincipal" in statement:
            raise NotKnownHere("NotPrincipal")
        return True
    kind, name = principal
    return any(each in (name, "*") for each in listed(named.get(kind, [])))


def is_about(statement, effect, principal, action, resource, context):
    if "NotAction" in statement:
        raise NotKnownHere("NotAction")
    return (
        statement["Effect"] == effect
        and is_principal(statement, principal)
        and any(matches(each.lower(), action.lower()) for each in listed(statement["Action"]))
        and any(matches(each, resource) for each in listed(statement.get("Resource", "*")))
        and not any(matches(each, resource) for each in listed(statement.get("NotResource", [])))
        and is_met(statement.get("Condition", {}), context)
    )


def says(effect, document, principal, action, resource, context, tell=None):
    """Whether a statement with that effect is about the request. With tell, what is not known here is told, and its statement passed over."""
    for statement in listed(json.loads(document)["Statement"]) if document else []:
        try:
            if is_about(statement, effect, principal, action, resource, context):
                return True
        except NotKnownHere as unknown:
            if tell is None:
                raise
            tell(unknown)
    return False


def may_take(role, service, context):
    """Whether a service may take the role."""
    request = (role.assume_role_policy_document, ("Service", service), "sts:AssumeRole", role.arn, context)
    return says("Allow", *request) and not says("Deny", *request)


def may(role, action, resource, context, resource_policy=None):
    """Whether a role may do something in its own account: an identity's policy or the resource's allows it, and none denies it."""
    context = {"aws:PrincipalArn": role.arn, "aws:SecureTransport": "true", **context}
    documents = [*role.policies.values(), *(policy.document for policy in role.managed_policies.values()), resource_policy]
    asked = [(document, ("AWS", role.arn), action, resource, context) for document in documents]
    return any(says("Allow", *request) for request in asked) and not any(says("Deny", *request) for request in asked)
