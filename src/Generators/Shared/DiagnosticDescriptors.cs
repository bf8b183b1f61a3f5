using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Shared;

/// <summary>Every diagnostic of the generators. Each message says what to do.</summary>
internal static class DiagnosticDescriptors
{
    private const string Category = "Compressor.Generators";

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "CMP001", "Type must be partial", "'{0}' must be partial, so that members can be generated for it; add the modifier 'partial'",
        "Generated members are a second part of the type, so it and the types around it are declared partial.");

    public static readonly DiagnosticDescriptor Generic = Error(
        "CMP002", "Type must not be generic", "'{0}' is generic or inside a generic type; members are generated only for types without "
            + "type parameters",
        "What is read is known only for closed types: declare a record for each.");

    public static readonly DiagnosticDescriptor StaticOrAbstract = Error(
        "CMP003", "Type must be one that can be created", "'{0}' is {1}; remove that modifier, or move the attribute to a type that can "
            + "be created",
        "Generated members create an instance or need one.");

    public static readonly DiagnosticDescriptor NotARecord = Error(
        "CMP004", "Type must be a record", "'{0}' is not a record; declare it as 'partial record' or 'partial record struct'",
        "Records hold data: the generated constructor fills their properties.");

    public static readonly DiagnosticDescriptor FileLocal = Error(
        "CMP005", "Type must not be file-local", "'{0}' is file-local, and generated code is another file; remove the modifier 'file'",
        "A file-local type cannot have a second part in another file.");

    public static readonly DiagnosticDescriptor UnsupportedJsonType = Error(
        "CMP010", "Type cannot be read from JSON",
        "'{0}' has the type '{1}', which is not read from JSON; use a string, number, bool, enum, date or time, Guid, Uri, byte[], "
            + "JsonElement, a [JsonEvent] record, or a list, set or dictionary of those, or mark it [JsonSkip]",
        "Only types whose JSON is plain are read; records need [JsonEvent] themselves.");

    public static readonly DiagnosticDescriptor DuplicateJsonName = Error(
        "CMP011", "JSON name is used twice", "'{0}' and '{1}' both have the JSON name \"{2}\"; give one of them another with [JsonName]",
        "A property of JSON can go to one property only.");

    public static readonly DiagnosticDescriptor Inaccessible = Error(
        "CMP012", "Property cannot be set", "'{0}' has no setter that '{1}' can call; add 'init', or remove [JsonName]",
        "A property that takes part in JSON needs an init or set accessor that the record's constructor can call.");

    public static readonly DiagnosticDescriptor EmptyJsonName = Error(
        "CMP013", "JSON name is empty", "The JSON name of '{0}' is empty; give a name, or remove [JsonName]",
        "An empty name is almost always a mistake, and errors could not name it.");

    public static readonly DiagnosticDescriptor SeveralUnknown = Error(
        "CMP014", "Enum has several members for unknown names", "'{0}' has several members marked [JsonUnknown]; leave it on one",
        "A name that the enum does not know is read as that member.");

    public static readonly DiagnosticDescriptor InvalidRest = Error(
        "CMP015", "Rest is not a dictionary", "'{0}' is marked [JsonRest], so it must be a dictionary with string keys, such as "
            + "Dictionary<string, JsonElement>",
        "It takes the properties that no other property has, by name.");

    public static readonly DiagnosticDescriptor UnsupportedSettingType = Error(
        "CMP020", "Type cannot be bound from configuration",
        "'{0}' has the type '{1}', which a setting cannot have; use string, bool, an integer, double, decimal, an enum, TimeSpan, "
            + "ByteSize, or a list of those",
        "A setting's value is one line of text.");

    public static readonly DiagnosticDescriptor DuplicateSetting = Error(
        "CMP021", "Setting name is used twice", "'{0}' and '{1}' are both the setting {2}; give one of them another name with "
            + "[SettingName]",
        "A variable can go to one property only.");

    public static readonly DiagnosticDescriptor InvalidPrefix = Error(
        "CMP022", "Prefix is not valid in environment variables",
        "The prefix \"{0}\" of '{1}' must be upper-case letters, digits and underscores, and start with a letter, such as \"MYAPP_\"",
        "Other names cannot be set in every shell, and without a prefix every variable of the environment would be an unknown setting.");

    public static readonly DiagnosticDescriptor InvalidSettingName = Error(
        "CMP023", "Name is not valid for an environment variable",
        "The setting name \"{0}\" of '{1}' must be upper-case letters, digits and underscores, and start with a letter",
        "Other names cannot be set in every shell.");

    public static readonly DiagnosticDescriptor InvalidRange = Error(
        "CMP024", "Range does not fit the setting",
        "The [Range] of '{0}' must be two values of '{1}', the smaller one first; write sizes and durations as text, such as "
            + "[Range(\"1KB\", \"5GiB\")]",
        "A range holds for numbers, sizes and durations.");

    public static readonly DiagnosticDescriptor InvalidAllowed = Error(
        "CMP025", "Allowed values do not fit the setting", "The [Allowed] of '{0}' must list at least one value, and the property must "
            + "be a string; for other types use an enum or [Range]",
        "Allowed values are for text.");

    public static readonly DiagnosticDescriptor NoConfiguration = Error(
        "CMP026", "Configuration is not referenced",
        "'{0}' is bound from IConfiguration, which is not referenced; add the package "
            + "Microsoft.Extensions.Configuration.EnvironmentVariables",
        "The generator brings no library of its own.");

    public static readonly DiagnosticDescriptor InvalidLogMethod = Error(
        "CMP030", "Method cannot be a log method",
        "'{0}' must be declared like 'public partial void {0}(…);': partial without a body, with an accessibility, returning void, "
            + "neither static nor generic",
        "Its body is generated.");

    public static readonly DiagnosticDescriptor UnknownPlaceholder = Error(
        "CMP031", "Placeholder has no parameter", "The placeholder {{{0}}} in the message of '{1}' is not one of its parameters; correct "
            + "its spelling, or add the parameter",
        "A placeholder stands for the argument of the parameter with its name, in the same case.");

    public static readonly DiagnosticDescriptor MalformedMessage = Error(
        "CMP032", "Message has an unmatched brace", "A brace in the message of '{0}' has no match; write {{{{ or }}}} for a brace that "
            + "is text",
        "Braces are around placeholders.");

    public static readonly DiagnosticDescriptor RateOutOfRange = Error(
        "CMP033", "Rate is out of range", "The rate {0} of '{1}' must be from 0 to 1: the share of invocations to write the line for",
        "A rate of 1 writes all, 0.01 one in a hundred, 0 none.");

    public static readonly DiagnosticDescriptor NoLogWriter = Error(
        "CMP034", "Class has no log writer", "'{0}' has no instance field or property of type SampledLogWriter; add one, and set it in "
            + "the constructor",
        "Generated bodies write to it.");

    public static readonly DiagnosticDescriptor UnsupportedLogType = Error(
        "CMP035", "Parameter cannot be written to a log line",
        "'{0}' has the type '{1}', or is passed by reference, which is not written to log lines; pass a string, number, bool, enum, "
            + "Guid, DateTime, DateTimeOffset, TimeSpan, Uri, ByteSize, exception or [JsonLine] type, or a list or string-keyed "
            + "dictionary of those, by value",
        "Only values whose JSON is plain are written.");

    public static readonly DiagnosticDescriptor DuplicateLogName = Error(
        "CMP036", "Name in the log line is taken", "'{0}' would be the property \"{1}\" of the line, which is taken; rename it, or give "
            + "it another name with [JsonName]",
        "timestamp, level, message and requestId are in every line, and each name can be there once.");

    public static readonly DiagnosticDescriptor ObjectInMessage = Error(
        "CMP037", "Object in a message", "The placeholder {{{0}}} in the message of '{1}' is an object or a list, which is only written "
            + "as a property; remove the placeholder",
        "Messages are for people; the value is in the line all the same.");

    public static readonly DiagnosticDescriptor UnsupportedLineType = Error(
        "CMP040", "Type cannot be written as JSON",
        "'{0}' has the type '{1}', which is not written as JSON; use a string, number, bool, enum, date or time, Guid, Uri, byte[], "
            + "JsonElement, ByteSize, a [JsonLine] type, or a list, set or dictionary of those, or mark it [JsonSkip]",
        "Only types whose JSON is plain are written; objects need [JsonLine] themselves.");

    public static readonly DiagnosticDescriptor ForeignNotRead = Error(
        "CMP050", "Listed type cannot be read from JSON", "'{0}' cannot be read from JSON: {1}",
        "A type that is listed, and all that it is made of, must be one that generated code can create and fill.");

    public static readonly DiagnosticDescriptor ForeignNotWritten = Error(
        "CMP051", "Listed type cannot be written as JSON", "'{0}' cannot be written as JSON: {1}",
        "A type that is listed, and all that it is made of, must be JSON.");

    public static readonly DiagnosticDescriptor SameTypeName = Error(
        "CMP052", "Listed types have one name", "'{1}' and '{2}' would both be read by Read{0}; list one of them on another class",
        "Methods are named after the types that they read.");

    public static readonly DiagnosticDescriptor NoLambdaCore = Error(
        "CMP060", "Amazon.Lambda.Core is not referenced",
        "'{0}' is to be an ILambdaSerializer, which is not referenced; add the package Amazon.Lambda.Core",
        "The generator brings no library of its own.");

    public static readonly DiagnosticDescriptor NothingToSerialize = Error(
        "CMP061", "Serializer lists no types",
        "'{0}' lists no types; add [JsonReader(typeof(…))] for what the function gets, and [JsonWriter(typeof(…))] for what it returns",
        "A serializer handles the types that its class lists.");

    private static DiagnosticDescriptor Error(string id, string title, string message, string description) =>
        new(
            id,
            title,
            message,
            Category,
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            description,
            HelpLinks.To(id));
}
