package io.saddlebag.check;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What was found out live.
 *
 * @param reason in words, empty where nothing needs saying
 * @param details the figures, an object
 */
public record Found(Verdict verdict, String reason, JsonNode details) {}
