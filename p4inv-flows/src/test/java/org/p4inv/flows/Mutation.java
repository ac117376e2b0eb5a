package org.p4inv.flows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.p4inv.flows.config.Json;

/** Ways to damage a model file, from bit flips to headers that are well formed and hostile. */
enum Mutation {
  BIT_FLIPS {
    @Override
    byte[] of(byte[] file, byte[] other, Random random) {
      return flipped(file, 0, file.length, random);
    }
  },
  HEADER_BIT_FLIPS {
    @Override
    byte[] of(byte[] file, byte[] other, Random random) {
      return flipped(file, 0, PREFIX + headerLength(file), random);
    }
  },
  CUT {
    @Override
    byte[] of(byte[] file, byte[] other, Random random) {
      return Arrays.copyOf(file, random.nextInt(file.length));
    }
  },
  EXTENSION {
    @Override
    byte[] of(byte[] file, byte[] other, Random random) {
      byte[] result = Arrays.copyOf(file, file.length + 1 + random.nextInt(64));
      if (random.nextBoolean()) {
        System.arraycopy(file, 0, result, file.length, Math.min(8, result.length - file.length));
      }
      return result;
    }
  },
  HEADER_LENGTH {
    @Override
    byte[] of(byte[] file, byte[] other, Random random) {
      long[] lengths = {
        0,
        1,
        2,
        headerLength(file) - 1,
        headerLength(file) + 8,
        file.length - 8,
        file.length,
        Integer.MAX_VALUE,
        1L << 31,
        1L << 32,
        Long.MAX_VALUE,
        -1,
        Long.MIN_VALUE,
        random.nextLong()
      };
      byte[] result = file.clone();
      little(result).putLong(0, lengths[random.nextInt(lengths.length)]);
      return result;
    }
  },
  HEADER_TOKENS {
    @Override
    byte[] of(byte[] file, byte[] other, Random random) {
      return file(edited(header(file), random), data(file));
    }
  },
  DESCRIPTION_TOKENS {
    @Override
    byte[] of(byte[] file, byte[] other, Random random) {
      return withMetadata(file, random, text -> edited(text, random));
    }
  },
  DESCRIPTION_CHARACTERS {
    @Override
    byte[] of(byte[] file, byte[] other, Random random) {
      return withMetadata(
          file,
          random,
          text -> {
            int at = random.nextInt(text.length());
            char c = DAMAGE.charAt(random.nextInt(DAMAGE.length()));
            return text.substring(0, at) + c + text.substring(at + random.nextInt(2));
          });
    }
  },
  NESTING {
    @Override
    byte[] of(byte[] file, byte[] other, Random random) {
      int depth = 1 + random.nextInt(random.nextBoolean() ? 60 : 300);
      boolean chain = random.nextBoolean();
      String open =
          chain ? "{\"type\":\"chain\",\"parts\":[" : "{\"type\":\"inverse\",\"original\":";
      String close = chain ? "]}" : "}";
      return withMetadata(
          file, "bijection", text -> open.repeat(depth) + text + close.repeat(depth));
    }
  },
  REPEATED_LAYERS {
    @Override
    byte[] of(byte[] file, byte[] other, Random random) {
      int count = 1 + random.nextInt(20);
      return withMetadata(
          file,
          "bijection",
          text -> "{\"type\":\"chain\",\"parts\":[" + (text + ",").repeat(count) + text + "]}");
    }
  },
  SPLICE {
    @Override
    byte[] of(byte[] file, byte[] other, Random random) {
      Map<String, Object> header = parsed(file);
      Map<String, Object> foreign = parsed(other);
      List<String> keys = new ArrayList<>(foreign.keySet());
      String key = keys.get(random.nextInt(keys.size()));
      header.put(key, foreign.get(key));
      return file(Json.write(header), random.nextBoolean() ? data(file) : data(other));
    }
  },
  SPLICE_METADATA {
    @Override
    byte[] of(byte[] file, byte[] other, Random random) {
      Map<String, String> foreign = metadata(parsed(other));
      List<String> keys = new ArrayList<>(foreign.keySet());
      String key = keys.get(random.nextInt(keys.size()));
      return withMetadata(file, key, text -> foreign.get(key));
    }
  },
  SWAPPED_TENSORS {
    @Override
    byte[] of(byte[] file, byte[] other, Random random) {
      Map<String, Object> header = parsed(file);
      Object parameters = header.get("parameters");
      header.put("parameters", header.get("frozen"));
      header.put(random.nextInt(4) == 0 ? "frosen" : "frozen", parameters);
      return file(Json.write(header), data(file));
    }
  };

  private static final int PREFIX = 8;
  private static final String METADATA = "__metadata__";
  private static final String DAMAGE = "{}[]\",:\\0129.-+eE \n\u0000\u2028\u202e\u00e9";

  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|-?[0-9][0-9.eE+-]*|[a-z]+|[\\[\\]{}:,]");

  /** Numbers, words and texts that somebody may have thought of, and somebody not. */
  private static final List<String> HOSTILE =
      List.of(
          "0",
          "-1",
          "1",
          "2",
          "3",
          "16",
          "257",
          "16384",
          "65536",
          "16777216",
          "33554431",
          "2147483647",
          "-2147483648",
          "2147483648",
          "4294967299",
          "9223372036854775807",
          "9223372036854775808",
          "1e308",
          "1e400",
          "-0",
          "0.5",
          "3.0",
          "NaN",
          "Infinity",
          "null",
          "true",
          "[]",
          "{}",
          "[[]]",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\n\"",
          "\"chain\"",
          "\"inverse\"",
          "\"act-norm\"",
          "\"p4inv-linear\"",
          "\"permutation\"",
          "\"F16\"",
          "[16384,16384]",
          "[65536,65536,65536]");

  /** A damaged copy; neither file is modified. */
  abstract byte[] of(byte[] file, byte[] other, Random random);

  /** From one text to another. */
  private interface Edit {
    String of(String text);
  }

  private static byte[] flipped(byte[] file, int from, int to, Random random) {
    byte[] result = file.clone();
    for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
      result[from + random.nextInt(to - from)] ^= (byte) (1 << random.nextInt(8));
    }
    return result;
  }

  /** One to three tokens replaced, repeated, left out or exchanged. */
  private static String edited(String json, Random random) {
    List<String> tokens =
        new ArrayList<>(TOKEN.matcher(json).results().map(MatchResult::group).toList());
    for (int edits = 1 + random.nextInt(3); edits > 0 && tokens.size() > 1; edits--) {
      int at = random.nextInt(tokens.size());
      switch (random.nextInt(6)) {
        case 0 -> tokens.remove(at);
        case 1 -> tokens.add(at, tokens.get(at));
        case 2 -> Collections.swap(tokens, at, random.nextInt(tokens.size()));
        case 3 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
        default -> tokens.set(value(tokens, at), HOSTILE.get(random.nextInt(HOSTILE.size())));
      }
    }
    return String.join("", tokens);
  }

  /** The next token from one on that is no punctuation: damage should mostly be well formed. */
  private static int value(List<String> tokens, int from) {
    for (int i = 0; i < tokens.size(); i++) {
      int at = (from + i) % tokens.size();
      if (!"[]{}:,".contains(tokens.get(at))) {
        return at;
      }
    }
    return from;
  }

  private static byte[] withMetadata(byte[] file, Random random, Edit edit) {
    List<String> keys = new ArrayList<>(metadata(parsed(file)).keySet());
    String key = random.nextInt(3) == 0 ? keys.get(random.nextInt(keys.size())) : "bijection";
    return withMetadata(file, key, edit);
  }

  private static byte[] withMetadata(byte[] file, String key, Edit edit) {
    Map<String, Object> header = parsed(file);
    Map<String, String> metadata = metadata(header);
    metadata.put(key, edit.of(metadata.get(key)));
    header.put(METADATA, metadata);
    return file(Json.write(header), data(file));
  }

  private static Map<String, String> metadata(Map<String, Object> header) {
    Map<String, String> metadata = new LinkedHashMap<>();
    ((Map<?, ?>) header.get(METADATA))
        .forEach((key, text) -> metadata.put(key.toString(), text.toString()));
    return metadata;
  }

  private static Map<String, Object> parsed(byte[] file) {
    Map<String, Object> header = new LinkedHashMap<>();
    ((Map<?, ?>) Json.parse(header(file)))
        .forEach((key, value) -> header.put(key.toString(), value));
    return header;
  }

  private static int headerLength(byte[] file) {
    return Math.toIntExact(little(file).getLong(0));
  }

  private static String header(byte[] file) {
    return new String(file, PREFIX, headerLength(file), UTF_8);
  }

  private static byte[] data(byte[] file) {
    return Arrays.copyOfRange(file, PREFIX + headerLength(file), file.length);
  }

  private static byte[] file(String header, byte[] data) {
    byte[] text = header.getBytes(UTF_8);
    byte[] file = new byte[PREFIX + text.length + data.length];
    little(file).putLong(text.length).put(text).put(data);
    return file;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
