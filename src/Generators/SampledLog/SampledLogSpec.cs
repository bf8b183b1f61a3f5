using Compressor.Generators.Json;
using Compressor.Generators.Shared;

namespace Compressor.Generators.SampledLog;

/// <summary>A class with log methods.</summary>
internal sealed record SampledLogSpec(TargetSpec Target, EquatableArray<LogMethodSpec> Methods);

/// <summary>A log method, before the methods of a class are put together.</summary>
internal sealed record LogMethodInClassSpec(TargetSpec Target, LogMethodSpec Method);

/// <summary>A log method.</summary>
/// <param name="Modifiers">What stands before <c>partial</c>.</param>
/// <param name="Name">Its name, escaped.</param>
/// <param name="Writer">The member that holds the writer.</param>
/// <param name="Level">The name of its level.</param>
/// <param name="Rate">Its own rate as a C# literal; empty for the writer's.</param>
/// <param name="Message">Its message in parts.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record LogMethodSpec(
    string Modifiers,
    string Name,
    string Writer,
    string Level,
    string Rate,
    EquatableArray<MessagePartSpec> Message,
    EquatableArray<LogParameterSpec> Parameters);

/// <summary>A part of a message: text, or the argument whose name it is.</summary>
internal sealed record MessagePartSpec(string Text, bool IsArgument);

/// <summary>A parameter.</summary>
/// <param name="Name">Its C# name, escaped.</param>
/// <param name="Type">Its C# type, with <c>global::</c>.</param>
/// <param name="JsonName">The property that it is in the line.</param>
/// <param name="IsParams">Whether it takes any number of arguments.</param>
/// <param name="Value">How it is written; null for an exception.</param>
internal sealed record LogParameterSpec(string Name, string Type, string JsonName, bool IsParams, JsonTypeSpec? Value)
{
    /// <summary>Whether it can stand in a message: objects and collections cannot.</summary>
    public bool IsText => Value is null || JsonScalars.IsText(Value.Shape);
}
